using Cellulus.Imaging;

namespace Cellulus.Cli.Input;

/// <summary>Labels in a folder that belong to images of the same name. Not every image needs some.</summary>
internal sealed class LabelFolder
{
    private readonly Dictionary<string, string> _files;

    private LabelFolder(string folder, Dictionary<string, string> files) => (Path, _files) = (folder, files);

    public string Path { get; }

    /// <summary>The files that are read.</summary>
    public IEnumerable<string> Files => _files.Values;

    /// <summary>What was written here: label images, beside which overlays and ROIs may lie.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="ImageFileException">It is no folder, or holds no label image.</exception>
    public static LabelFolder OfPredictions(string folder) => new(folder, LabelFiles.Predicted(folder));

    /// <summary>What a person has drawn with whatever tool.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="ImageFileException">It is no folder, holds no annotation, or two of one image.</exception>
    public static LabelFolder OfAnnotations(string folder) => new(folder, LabelFiles.Drawn(folder));

    /// <exception cref="ImageFileException">A file belongs to no image: its objects would be left out without a word.</exception>
    public void CheckAllBelong(ImageSet images)
    {
        string[] strays = [.. _files.Keys.Except(images.Entries.Select(e => e.Name)).Order(StringComparer.Ordinal)];
        if (strays.Length > 0)
            throw new ImageFileException(_files[strays[0]], $"belongs to no image. Files are paired by their names without extension; {strays.Length} of {_files.Count} have no image.");
    }

    /// <summary>What is known of an image; <see langword="null"/> where nothing is.</summary>
    /// <exception cref="ImageFileException">The file is damaged, or its labels lie on another grid.</exception>
    public Annotation? Read(ImageEntry entry, ImageShape shape, CancellationToken cancellationToken) =>
        _files.TryGetValue(entry.Name, out string? path) ? AnnotationFile.Read(path, shape, cancellationToken) : null;
}
