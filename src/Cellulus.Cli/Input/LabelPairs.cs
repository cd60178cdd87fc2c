using Cellulus.Imaging;

namespace Cellulus.Cli.Input;

/// <summary>Finds which prediction belongs to which truth: files of the same stem.</summary>
internal static class LabelPairs
{
    /// <summary>Pairs the label files of a folder with what is drawn in another.</summary>
    /// <exception cref="ImageFileException">A file has no partner.</exception>
    public static IReadOnlyList<(string Prediction, string Truth)> Find(string predictions, string truth)
    {
        Dictionary<string, string> predicted = LabelFiles.Predicted(predictions), known = LabelFiles.Drawn(truth);
        CheckComplete(truth, "prediction", known.Keys.Except(predicted.Keys));
        CheckComplete(predictions, "truth", predicted.Keys.Except(known.Keys));
        return [.. known.Keys.Order(StringComparer.Ordinal).Select(stem => (predicted[stem], known[stem]))];
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
