using System.Globalization;
using System.Text;
using Cellulus.Benchmarks.Quality;

namespace Cellulus.Benchmarks.Supervision;

/// <summary>What is to be shown, in numbers: how far models are above the start, and how many annotations the pseudo-labels stand
/// for.</summary>
internal static class Comparison
{
    /// <summary>The share of annotations that is to be worth ten times as many.</summary>
    private const double Few = 1;

    public static string Of(IReadOnlyList<Cell> cells, IReadOnlyList<Cell> starts)
    {
        var text = new StringBuilder("| | F1 | SEG |\n|---|--:|--:|\n");
        Row(text, "no annotation, pseudo-labels alone, above the start", score => Difference(With(0, score), Mean(starts, score)));
        Row(text, Text.Of($"{Few} % with pseudo-labels, above the start"), score => Difference(With(Few, score), Mean(starts, score)));
        Row(text, Text.Of($"{Few} % suggested, with pseudo-labels, above the start"), score => Difference(At(Training.Suggested, Few, score), Mean(starts, score)));
        Row(text, Text.Of($"annotations that alone reach {Few} % with pseudo-labels"), Needed);
        Row(text, "100 % with pseudo-labels, above 100 % alone", score => Difference(With(100, score), Alone(100, score)));
        return text.ToString();

        double? With(double share, Func<Cell, double> score) => At(Training.WithPseudo, share, score);

        double? Alone(double share, Func<Cell, double> score) => At(Training.Annotations, share, score);

        double? At(Training training, double share, Func<Cell, double> score) =>
            Mean([.. cells.Where(c => c.Training == training && c.Share == share)], score);

        string Needed(Func<Cell, double> score)
        {
            double[] shares = [.. cells.Where(c => c.Training == Training.Annotations).Select(c => c.Share).Distinct().Order()];
            if (With(Few, score) is not { } reached || shares.Length == 0)
                return "–";
            double enough = shares.FirstOrDefault(share => Alone(share, score) >= reached, double.PositiveInfinity);
            return double.IsFinite(enough) ? Text.Of($"{enough:0.##} %") : Text.Of($"more than {shares[^1]:0.##} %");
        }
    }

    private static void Row(StringBuilder text, string what, Func<Func<Cell, double>, string> value) =>
        text.Append(CultureInfo.InvariantCulture, $"| {what} | {value(c => c.F1)} | {value(c => c.Seg)} |\n");

    private static double? Mean(IReadOnlyList<Cell> cells, Func<Cell, double> score) => cells.Count == 0 ? null : cells.Average(score);

    private static string Difference(double? a, double? b) => a - b is { } difference ? Text.Difference(difference) : "–";
}
