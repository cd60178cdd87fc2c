using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Cellulus.Cli.Files;

/// <summary>
/// Remembers what the tool has written into a folder, so that a later run can tell its own results from what a person has changed. Lines as
/// <c>sha256sum</c> writes them, appended before each file gets its name: a run that is killed leaves no result that is not known.
/// </summary>
internal sealed partial class WrittenFiles
{
    // A line may be there and its file not yet: then the content before counts.
    private const int Kept = 2, HashLength = 64;
    private const string Separator = "  ";

    private readonly string _path;
    private readonly Dictionary<string, List<string>> _hashes = new(StringComparer.Ordinal);

    /// <param name="path">The record; made if it is missing.</param>
    public WrittenFiles(string path)
    {
        _path = path;
        if (File.Exists(path))
            foreach (string line in File.ReadLines(path))
                Read(line);
        // Once more and whole: a kill may have left half a line at its end.
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(string.Concat(_hashes.SelectMany(f => f.Value.Select(hash => Line(f.Key, hash)))))));
    }

    /// <summary>Hash of a file's content.</summary>
    public static string HashOf(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>Whether a file has the content that was written last.</summary>
    /// <param name="name">Its name here.</param>
    /// <param name="path">Where it lies.</param>
    public bool IsUnchanged(string name, string path) => _hashes.TryGetValue(name, out List<string>? hashes) && hashes.Contains(HashOf(path));

    /// <summary>Notes content that is about to be written.</summary>
    public void Add(string name, string hash)
    {
        File.AppendAllText(_path, Line(name, hash));
        Keep(name, hash);
    }

    private void Keep(string name, string hash)
    {
        List<string> hashes = _hashes.TryGetValue(name, out List<string>? known) ? known : _hashes[name] = [];
        hashes.Add(hash);
        if (hashes.Count > Kept)
            hashes.RemoveAt(0);
    }

    private void Read(string line)
    {
        bool isEscaped = line.StartsWith('\\');
        string text = isEscaped ? line[1..] : line;
        if (text.Length <= HashLength + Separator.Length || !text.AsSpan(HashLength).StartsWith(Separator) || text.AsSpan(0, HashLength).ContainsAnyExcept("0123456789abcdef"))
            return;
        string name = text[(HashLength + Separator.Length)..];
        Keep(isEscaped ? Escape().Replace(name, m => m.Value switch { "\\n" => "\n", "\\r" => "\r", _ => "\\" }) : name, text[..HashLength]);
    }

    private static string Line(string name, string hash)
    {
        bool isEscaped = name.AsSpan().ContainsAny("\\\n\r");
        return isEscaped ? $"\\{hash}{Separator}{name.Replace("\\", "\\\\").Replace("\n", "\\n").Replace("\r", "\\r")}\n" : $"{hash}{Separator}{name}\n";
    }

    [GeneratedRegex(@"\\[nr\\]")]
    private static partial Regex Escape();
}
