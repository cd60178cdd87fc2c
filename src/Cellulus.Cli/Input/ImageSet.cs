using Cellulus.Imaging;

namespace Cellulus.Cli.Input;

/// <summary>The images of a command, all read once and found to go together before long work starts.</summary>
internal sealed class ImageSet
{
    private ImageSet(IReadOnlyList<ImageEntry> entries, int channels, int rank)
    {
        Entries = entries;
        Channels = channels;
        Rank = rank;
    }

    /// <summary>The images in ordinal order of their paths.</summary>
    public IReadOnlyList<ImageEntry> Entries { get; }

    /// <summary>Channels of each image.</summary>
    public int Channels { get; }

    /// <summary>2 for planes, 3 for volumes.</summary>
    public int Rank { get; }

    /// <summary>Finds and checks images.</summary>
    /// <param name="patterns">Files, folders, globs.</param>
    /// <param name="visit">Given each image while it is in memory; what it objects to is reported with the path.</param>
    /// <param name="cancellationToken">Looked at between files.</param>
    /// <exception cref="ImageFileException">A file cannot be read, or differs from the first in channels or rank.</exception>
    public static ImageSet Open(IEnumerable<string> patterns, Action<MicroscopyImage> visit, CancellationToken cancellationToken)
    {
        var entries = new List<ImageEntry>();
        StoredImage? first = null;
        foreach (string path in ImageFile.Find(patterns))
        {
            cancellationToken.ThrowIfCancellationRequested();
            StoredImage stored = ImageFile.ReadStored(path, cancellationToken: cancellationToken);
            first ??= stored;
            CheckAlike(path, stored, entries.Count > 0 ? entries[0].Path : path, first);
            string stem = Path.GetFileNameWithoutExtension(path);
            for (int frame = 0; frame < stored.Frames; frame++)
            {
                entries.Add(new ImageEntry(path, frame, stored.Frames > 1 ? $"{stem}-t{frame:000}" : stem));
                int time = frame;
                At(path, () => visit(stored.ToImage(time)));
            }
        }
        return new ImageSet(entries, first!.Channels, first.Shape.Rank);
    }

    /// <summary>Reads one image again.</summary>
    public static MicroscopyImage Read(ImageEntry entry)
    {
        StoredImage stored = ImageFile.ReadStored(entry.Path);
        MicroscopyImage? image = null;
        At(entry.Path, () => image = stored.ToImage(entry.Frame));
        return image!;
    }

    private static void At(string path, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is InvalidImageException or ModelMismatchException)
        {
            throw new ImageFileException(path, e.Message, e);
        }
    }

    private static void CheckAlike(string path, StoredImage stored, string firstPath, StoredImage first)
    {
        if (stored.Channels != first.Channels)
            throw new ImageFileException(
                path, $"has {stored.Channels} channel(s), {firstPath} has {first.Channels}. Work on images of one kind at a time.");
        if (stored.Shape.Rank != first.Shape.Rank)
            throw new ImageFileException(
                path, $"is a {Kind(stored)}, {firstPath} is a {Kind(first)}. Work on planes and volumes apart.");
        static string Kind(StoredImage image) => image.Shape.Rank == 3 ? "volume" : "plane";
    }
}
