using Cellulus.Imaging;

namespace Cellulus.Cli.Input;

/// <summary>The images of a command, all read once and found to go together before long work starts.</summary>
internal sealed class ImageSet
{
    private readonly ChannelChoice _choice;

    private ImageSet(IReadOnlyList<ImageEntry> entries, ChannelChoice choice, TiffReadOptions reading, int channels, int rank)
    {
        Entries = entries;
        Reading = reading;
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

    /// <summary>How the files are read.</summary>
    public TiffReadOptions Reading { get; }

    /// <summary>Finds and checks images, and tells of files that hold more images than are read.</summary>
    /// <param name="patterns">Files, folders, globs.</param>
    /// <param name="choice">Channels to work on.</param>
    /// <param name="reading">
    /// How the files are read. Where channels are chosen, colours are kept; and where some images of the set are gray colours, and others
    /// colour.
    /// </param>
    /// <param name="visit">Given each image while it is in memory; what it objects to is reported with the path.</param>
    /// <param name="inspect">
    /// Given each TIFF file before its pixels are read. True: it has seen enough, and the file is not read as a whole. What it objects to
    /// is
    /// reported with the path.
    /// </param>
    /// <param name="cancellationToken">Looked at between files.</param>
    /// <exception cref="ImageFileException">A file cannot be read, or differs from the first in channels or rank.</exception>
    public static ImageSet Open(
        IEnumerable<string> patterns, ChannelChoice choice, TiffReadOptions reading, ImageVisit visit, Func<IImageSource, bool>? inspect, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> paths = ImageFile.Find(patterns);
        if (choice.Numbers is not null)
            reading = reading with { KeepColour = true };
        var entries = new List<ImageEntry>();
        var several = new List<string>();
        ImageKind? first = null;
        for (int i = 0; i < paths.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string path = paths[i];
            ImageKind kind = inspect is not null && InspectLarge(path, reading, inspect) is { } seen ? seen : Read(path, choice, reading, visit.See, cancellationToken);
            first ??= kind;
            if (!reading.KeepColour && (kind.Channels, first.Channels) is (1, 3) or (3, 1))
            {
                // A black or gray picture among colour ones is a colour picture, too.
                reading = reading with { KeepColour = true };
                entries.Clear();
                several.Clear();
                visit.Restart();
                (first, i) = (null, -1);
                continue;
            }
            CheckAlike(path, kind, entries.Count > 0 ? entries[0].Path : path, first, reading);
            if (kind.SeriesCount > 1)
                several.Add(path);
            string stem = Path.GetFileNameWithoutExtension(path);
            for (int frame = 0; frame < kind.Frames; frame++)
                entries.Add(new ImageEntry(path, frame, kind.Frames > 1 ? $"{stem}-t{frame:000}" : stem));
        }
        if (several.Count > 0 && reading.Series is null)
            Console.Error.WriteLine(
                $"{several[0]}{(several.Count > 1 ? $" and {several.Count - 1} more hold" : " holds")} several images; "
                + "the first of each is read. Choose another one with --series.");
        return new ImageSet(entries, choice, reading, choice.CountOf(first!.Channels), first.Rank);
    }

    private static ImageKind Read(string path, ChannelChoice choice, TiffReadOptions reading, Action<MicroscopyImage> visit, CancellationToken cancellationToken)
    {
        StoredImage stored = ImageFile.ReadStored(path, reading, cancellationToken);
        for (int frame = 0; frame < stored.Frames; frame++)
        {
            int time = frame;
            At(path, reading, () => visit(choice.Of(stored.ToImage(time))));
        }
        return new ImageKind(stored.Channels, stored.Shape.Rank, stored.Frames, stored.SeriesCount);
    }

    private static ImageKind? InspectLarge(string path, TiffReadOptions reading, Func<IImageSource, bool> inspect)
    {
        if (!TiffImageSource.CanOpen(path))
            return null;
        using var source = new TiffImageSource(path, options: reading);
        bool isEnough = false;
        At(path, reading, () => isEnough = inspect(source));
        return isEnough ? new ImageKind(source.Channels, source.Shape.Rank, source.Frames, source.SeriesCount) : null;
    }

    /// <summary>Reads one image again.</summary>
    public MicroscopyImage Read(ImageEntry entry)
    {
        StoredImage stored = ImageFile.ReadStored(entry.Path, Reading);
        MicroscopyImage? image = null;
        At(entry.Path, Reading, () => image = _choice.Of(stored.ToImage(entry.Frame)));
        return image!;
    }

    /// <summary>The channels that are worked on, of an image that is read by regions.</summary>
    public IImageSource Of(IImageSource source) => _choice.Of(source);

    private static void At(string path, TiffReadOptions reading, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is InvalidImageException or ModelMismatchException or MemoryBudgetException or NotStreamableException)
        {
            throw new ImageFileException(path, e is ModelMismatchException ? e.Message + AxesHint(path, reading) : e.Message, e);
        }
    }

    private static string AxesHint(string path, TiffReadOptions reading) => reading.Axes is null && Path.GetExtension(path).StartsWith(".tif", StringComparison.OrdinalIgnoreCase)
        ? " If its pages are not what they were taken for, say so with --axes."
        : "";

    private static void CheckAlike(string path, ImageKind stored, string firstPath, ImageKind first, TiffReadOptions reading)
    {
        if (stored.Channels != first.Channels)
            throw new ImageFileException(
                path, $"has {stored.Channels} channel(s), {firstPath} has {first.Channels}. Work on images of one kind at a time.{AxesHint(path, reading)}");
        if (stored.Rank != first.Rank)
            throw new ImageFileException(
                path, $"is a {Kind(stored.Rank)}, {firstPath} is a {Kind(first.Rank)}. Work on planes and volumes apart.{AxesHint(path, reading)}");
        static string Kind(int rank) => rank == 3 ? "volume" : "plane";
    }
}
