namespace Cellulus.Imaging;

/// <summary>Expands files, folders and globs; see <see cref="ImageFile.Find"/>.</summary>
internal static class ImageFinder
{
    private static readonly string[] Extensions = [".png", ".tif", ".tiff"];

    public static IReadOnlyList<string> Find(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        bool any = false;
        foreach (string path in paths)
        {
            any = true;
            foreach (string file in FileAccessGuard.Run(path, "cannot be searched", () => Expand(path)))
                found.TryAdd(Path.GetFullPath(file), file);
        }
        if (!any)
            throw new ImageFileException("(no path)", "name at least one image file, folder or glob.");
        string[] files = [.. found.Values];
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    private static List<string> Expand(string path)
    {
        if (string.IsNullOrEmpty(path))
            throw new ImageFileException("(empty path)", "name an image file, folder or glob.");
        // A name may itself hold the characters of a glob, so what exists goes first.
        if (File.Exists(path))
            return [path];
        if (Directory.Exists(path))
        {
            List<string> images = [.. Directory.EnumerateFiles(path).Where(IsImage)];
            return images.Count > 0 ? images : throw new ImageFileException(path, $"the folder holds no image file ({Supported}).");
        }
        if (!Glob.IsGlob(path))
            throw new ImageFileException(path, "there is no such file or folder.");
        List<string> matches = [.. Glob.Expand(path).Where(IsImage)];
        return matches.Count > 0 ? matches : throw new ImageFileException(path, $"no image file ({Supported}) matches.");
    }

    private static string Supported => string.Join(", ", Extensions);

    // Names with a leading dot are hidden files and the companions some systems leave on shared drives.
    private static bool IsImage(string file) =>
        !Path.GetFileName(file.AsSpan()).StartsWith('.') && Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);
}
