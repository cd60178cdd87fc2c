namespace Cellulus.Imaging;

/// <summary>Expands files, folders and globs; see <see cref="ImageFile.Find"/>.</summary>
internal static class ImageFinder
{
    /// <summary>Image files end in one of these.</summary>
    public static readonly string[] ImageExtensions = [".png", ".tif", ".tiff"];

    public static IReadOnlyList<string> Find(IEnumerable<string> paths) => Find(paths, "image file", ImageExtensions);

    /// <param name="paths">Files, folders and globs.</param>
    /// <param name="kind">What is looked for, for errors.</param>
    /// <param name="extensions">What such files end in.</param>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths, string kind, string[] extensions)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        bool any = false;
        foreach (string path in paths)
        {
            any = true;
            foreach (string file in FileAccessGuard.Run(path, "cannot be searched", () => Expand(path, kind, extensions)))
                found.TryAdd(Path.GetFullPath(file), file);
        }
        if (!any)
            throw new ImageFileException("(no path)", $"name at least one {kind}, folder or glob.");
        string[] files = [.. found.Values];
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    private static List<string> Expand(string path, string kind, string[] extensions)
    {
        if (string.IsNullOrEmpty(path))
            throw new ImageFileException("(empty path)", $"name an {kind}, folder or glob.");
        // A name may itself hold the characters of a glob, so what exists goes first.
        if (File.Exists(path))
            return [path];
        if (Directory.Exists(path))
        {
            List<string> images = [.. Directory.EnumerateFiles(path).Where(IsOne)];
            return images.Count > 0 ? images : throw new ImageFileException(
                path, $"the folder holds no {kind} ({string.Join(", ", extensions)}).{ForeignFormat.Describe(Directory.EnumerateFiles(path))}");
        }
        if (!Glob.IsGlob(path))
            throw new ImageFileException(path, "there is no such file or folder.");
        List<string> all = [.. Glob.Expand(path)], matches = [.. all.Where(IsOne)];
        return matches.Count > 0 ? matches : throw new ImageFileException(path, $"no {kind} ({string.Join(", ", extensions)}) matches.{ForeignFormat.Describe(all)}");

        // Names with a leading dot are hidden files and the companions some systems leave on shared drives.
        bool IsOne(string file) => !Path.GetFileName(file.AsSpan()).StartsWith('.') && extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);
    }
}
