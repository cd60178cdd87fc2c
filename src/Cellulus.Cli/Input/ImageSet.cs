using Cellulus.Imaging;

namespace Cellulus.Cli.Input;

/// <summary>The images of a command, all read once and found to go together before long work starts.</summary>
internal sealed class ImageSet
{
    private readonly ChannelChoice _choice;

    private ImageSet(IReadOnlyList<ImageEntry> entries, ChannelChoice choice, int channels, int rank)
    {
        Entries = entries;
        _choice = choice;
        Channels = channels;
        Rank = rank;
    }

    /// <summary>The images in ordinal order of their paths.</summary>
    public IReadOnlyList<ImageEntry> Entries { get; }

    /// <summary>Channels of each image that are worked on.</summary>
    public int Channels { get; }

    /// <summary>2 for planes, 3 for volumes.</summary>
    public int Rank { get; }

    /// <summary>Finds and checks images.</summary>
    /// <param name="patterns">Files, folders, globs.</param>
    /// <param name="choice">Channels to work on.</param>
    /// <param name="visit">Given each image while it is in memory; what it objects to is reported with the path.</param>
    /// <param name="inspect">
    /// Given each TIFF file before its pixels are read. True: it has seen enough, and the file is not read as a whole. What it objects to is
    /// reported with the path.
    /// </param>
    /// <param name="cancellationToken">Looked at between files.</param>
    /// <exception cref="ImageFileException">A file cannot be read, or differs from the first in channels or rank.</exception>
    public static ImageSet Open(
        IEnumerable<string> patterns, ChannelChoice choice, Action<MicroscopyImage> visit, Func<IImageSource, bool>? inspect, CancellationToken cancellationToken)
    {
        var entries = new List<ImageEntry>();
        (int Channels, int Rank)? first = null;
        foreach (string path in ImageFile.Find(patterns))
        {
            cancellationToken.ThrowIfCancellationRequested();
            (int channels, int rank, int frames) = inspect is not null && InspectLarge(path, inspect) is { } seen ? seen : Read(path, choice, visit, cancellationToken);
            first ??= (channels, rank);
            CheckAlike(path, (channels, rank), entries.Count > 0 ? entries[0].Path : path, first.Value);
            string stem = Path.GetFileNameWithoutExtension(path);
            for (int frame = 0; frame < frames; frame++)
                entries.Add(new ImageEntry(path, frame, frames > 1 ? $"{stem}-t{frame:000}" : stem));
        }
        return new ImageSet(entries, choice, choice.CountOf(first!.Value.Channels), first.Value.Rank);
    }

    private static (int Channels, int Rank, int Frames) Read(
        string path, ChannelChoice choice, Action<MicroscopyImage> visit, CancellationToken cancellationToken)
    {
        StoredImage stored = ImageFile.ReadStored(path, cancellationToken: cancellationToken);
        for (int frame = 0; frame < stored.Frames; frame++)
        {
            int time = frame;
            At(path, () => visit(choice.Of(stored.ToImage(time))));
        }
        return (stored.Channels, stored.Shape.Rank, stored.Frames);
    }

    private static (int Channels, int Rank, int Frames)? InspectLarge(string path, Func<IImageSource, bool> inspect)
    {
        if (!TiffImageSource.CanOpen(path))
            return null;
        using var source = new TiffImageSource(path);
        bool isEnough = false;
        At(path, () => isEnough = inspect(source));
        return isEnough ? (source.Channels, source.Shape.Rank, source.Frames) : null;
    }

    /// <summary>Reads one image again.</summary>
    public MicroscopyImage Read(ImageEntry entry)
    {
        StoredImage stored = ImageFile.ReadStored(entry.Path);
        MicroscopyImage? image = null;
        At(entry.Path, () => image = _choice.Of(stored.ToImage(entry.Frame)));
        return image!;
    }

    /// <summary>The channels that are worked on, of an image that is read by regions.</summary>
    public IImageSource Of(IImageSource source) => _choice.Of(source);

    private static void At(string path, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is InvalidImageException or ModelMismatchException or MemoryBudgetException or NotStreamableException)
        {
            throw new ImageFileException(path, e.Message, e);
        }
    }

    private static void CheckAlike(string path, (int Channels, int Rank) stored, string firstPath, (int Channels, int Rank) first)
    {
        if (stored.Channels != first.Channels)
            throw new ImageFileException(
                path, $"has {stored.Channels} channel(s), {firstPath} has {first.Channels}. Work on images of one kind at a time.");
        if (stored.Rank != first.Rank)
            throw new ImageFileException(
                path, $"is a {Kind(stored.Rank)}, {firstPath} is a {Kind(first.Rank)}. Work on planes and volumes apart.");
        static string Kind(int rank) => rank == 3 ? "volume" : "plane";
    }
}
