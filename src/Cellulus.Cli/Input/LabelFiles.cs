using Cellulus.Imaging;

namespace Cellulus.Cli.Input;

/// <summary>The labels of a folder by the names of their files without extension, which are those of the images.</summary>
internal static class LabelFiles
{
    private const string OverlaySuffix = "-overlay";

    /// <summary>What was written here: label images.</summary>
    /// <exception cref="ImageFileException">There is none.</exception>
    public static Dictionary<string, string> Predicted(string folder) => ByStem(ImageFile.Find(folder));

    /// <summary>What a person has drawn with whatever tool.</summary>
    /// <exception cref="ImageFileException">There is nothing, or two files of one image: nobody knows which was meant.</exception>
    public static Dictionary<string, string> Drawn(string folder)
    {
        IReadOnlyList<string> paths = AnnotationFile.Find(folder);
        Dictionary<string, string> files = ByStem(paths);
        foreach (string path in paths)
            if (files.TryGetValue(Path.GetFileNameWithoutExtension(path), out string? other) && other != path)
                throw new ImageFileException(path, $"annotates the same image as {Path.GetFileName(other)}. Keep one of them in the folder.");
        return files;
    }

    private static Dictionary<string, string> ByStem(IEnumerable<string> paths)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        // TIFF goes before PNG of the same stem: that is how labels are written here.
        foreach (string path in paths.OrderBy(p => Path.GetExtension(p).Equals(".png", StringComparison.OrdinalIgnoreCase)))
            files.TryAdd(Path.GetFileNameWithoutExtension(path), path);
        // Pictures that `segment --overlays` puts beside the labels are none.
        foreach (string stem in files.Keys.Where(s => s.EndsWith(OverlaySuffix, StringComparison.Ordinal) && files.ContainsKey(s[..^OverlaySuffix.Length])).ToArray())
            files.Remove(stem);
        return files;
    }
}
