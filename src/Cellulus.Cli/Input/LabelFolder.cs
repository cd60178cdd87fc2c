using Cellulus.Imaging;

namespace Cellulus.Cli.Input;

/// <summary>Label images of a folder that belong to images of the same name. Not every image needs one.</summary>
internal sealed class LabelFolder
{
    private readonly Dictionary<string, string> _files;

    /// <param name="folder">The folder.</param>
    /// <exception cref="ImageFileException">It is no folder, or holds no label image.</exception>
    public LabelFolder(string folder)
    {
        Path = folder;
        _files = LabelPairs.ByStem(folder);
    }

    public string Path { get; }

    /// <exception cref="ImageFileException">A file belongs to no image: its objects would be left out without a word.</exception>
    public void CheckAllBelong(ImageSet images)
    {
        string[] strays = [.. _files.Keys.Except(images.Entries.Select(e => e.Name)).Order(StringComparer.Ordinal)];
        if (strays.Length > 0)
            throw new ImageFileException(_files[strays[0]], $"belongs to no image. Files are paired by their names without extension; {strays.Length} of {_files.Count} have no image.");
    }

    /// <summary>The labels of an image; <see langword="null"/> where there are none.</summary>
    /// <exception cref="ImageFileException">The file is damaged, or its labels lie on another grid.</exception>
    public LabelImage? Read(ImageEntry entry, ImageShape shape)
    {
        if (!_files.TryGetValue(entry.Name, out string? path))
            return null;
        LabelImage labels = ImageFile.ReadLabels(path);
        return labels.Shape == shape ? labels : throw new ImageFileException(path, $"has {labels.Shape} pixels, its image {entry.Path} has {shape}. Labels must lie on the grid of their image.");
    }
}
