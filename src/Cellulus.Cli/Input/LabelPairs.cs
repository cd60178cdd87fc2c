using Cellulus.Imaging;

namespace Cellulus.Cli.Input;

/// <summary>Finds which prediction belongs to which truth: files of the same stem.</summary>
internal static class LabelPairs
{
    private const string OverlaySuffix = "-overlay";

    /// <summary>Pairs the label files of two folders.</summary>
    /// <exception cref="ImageFileException">A file has no partner.</exception>
    public static IReadOnlyList<(string Prediction, string Truth)> Find(string predictions, string truth)
    {
        Dictionary<string, string> predicted = ByStem(ImageFile.Find(predictions)), known = ByStem(ImageFile.Find(truth));
        CheckComplete(truth, "prediction", known.Keys.Except(predicted.Keys));
        CheckComplete(predictions, "truth", predicted.Keys.Except(known.Keys));
        return [.. known.Keys.Order(StringComparer.Ordinal).Select(stem => (predicted[stem], known[stem]))];
    }

    /// <summary>Label files by their names without extension.</summary>
    public static Dictionary<string, string> ByStem(IEnumerable<string> paths)
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

    private static void CheckComplete(string folder, string missing, IEnumerable<string> stems)
    {
        string[] names = [.. stems.Order(StringComparer.Ordinal)];
        if (names.Length == 0)
            return;
        string more = names.Length > 10 ? $" and {names.Length - 10} more" : "";
        throw new ImageFileException(folder, $"no {missing} for {string.Join(", ", names.Take(10))}{more}. Files are paired by their names without extension.");
    }
}
