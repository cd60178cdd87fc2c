using System.IO.Enumeration;

namespace Cellulus.Imaging;

/// <summary>File name patterns: * and ? within a part of the path, ** as a part for folders at any depth.</summary>
internal static class Glob
{
    public static bool IsGlob(string pattern) => pattern.AsSpan().ContainsAny('*', '?');

    /// <summary>The files that match, in no particular order.</summary>
    public static IEnumerable<string> Expand(string pattern)
    {
        string root = Path.GetPathRoot(pattern) ?? "";
        string[] parts = pattern[root.Length..].Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        return Expand(root, parts);
    }

    private static IEnumerable<string> Expand(string folder, ReadOnlyMemory<string> parts)
    {
        if (parts.IsEmpty)
            return [];
        string part = parts.Span[0];
        ReadOnlyMemory<string> rest = parts[1..];
        if (part == "**")
        {
            // "a/**" alone means every file below a.
            ReadOnlyMemory<string> below = rest.IsEmpty ? new[] { "*" } : rest;
            return Expand(folder, below).Concat(Folders(folder, "*").SelectMany(inner => Expand(inner, parts)));
        }
        if (rest.IsEmpty)
            return Entries(folder, part, Directory.EnumerateFiles, File.Exists);
        return Entries(folder, part, Directory.EnumerateDirectories, Directory.Exists).SelectMany(inner => Expand(inner, rest));
    }

    private static IEnumerable<string> Folders(string folder, string part) => Entries(folder, part, Directory.EnumerateDirectories, Directory.Exists);

    private static IEnumerable<string> Entries(string folder, string part, Func<string, IEnumerable<string>> enumerate, Func<string, bool> exists)
    {
        if (!IsGlob(part))
            return Path.Combine(folder, part) is var one && exists(one) ? [one] : [];
        string place = folder.Length == 0 ? "." : folder;
        if (!Directory.Exists(place))
            return [];
        return enumerate(place)
            .Select(entry => Path.GetFileName(entry))
            .Where(name => FileSystemName.MatchesSimpleExpression(part, name, ignoreCase: OperatingSystem.IsWindows()))
            .Select(name => Path.Combine(folder, name));
    }
}
