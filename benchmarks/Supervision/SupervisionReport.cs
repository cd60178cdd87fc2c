using System.Globalization;
using System.Text;
using Cellulus.Benchmarks.Quality;

namespace Cellulus.Benchmarks.Supervision;

/// <summary>The table and the curves of all that is finished, written anew after each set.</summary>
internal sealed class SupervisionReport(string folder, string command)
{
    public string Path { get; } = System.IO.Path.Combine(folder, "supervision.md");

    public void Write(IReadOnlyList<Cell> cells)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# What annotations are worth\n\n`{command}`\n\nF1 / SEG on images that were not trained on, mean over seeds. Seconds of training and of an image are means of the models in the row.\n");
        foreach (IGrouping<string, Cell> group in cells.Where(c => c.Training != Training.Unsupervised).GroupBy(c => c.Set))
        {
            Cell[] starts = [.. cells.Where(c => c.Set == group.Key && c.Training == Training.Unsupervised)];
            text.Append(CultureInfo.InvariantCulture, $"\n## {group.Key}\n\n{Steps(group, Training.WithPseudo)} steps with pseudo-labels, which go on from the start (more of them where as many objects are drawn as were found); {Steps(group, Training.Annotations)} with annotations alone.\n\n");
            text.Append("| Annotated, % | Objects | Seeds | Annotations alone | With pseudo-labels | Suggested, with pseudo-labels | Training, s | Image, s |\n|--:|--:|--:|--:|--:|--:|--:|--:|\n");
            text.Append(CultureInfo.InvariantCulture, $"| without labels | 0 | {starts.Length} | {Mean(starts)} (start) |  |  |  | {Seconds(starts, c => c.SecondsPerImage)} |\n");
            foreach (IGrouping<double, Cell> share in group.GroupBy(c => c.Share).OrderBy(g => g.Key))
            {
                Cell[] Of(Training training) => [.. share.Where(c => c.Training == training)];
                text.Append(CultureInfo.InvariantCulture, $"| {share.Key:0.##} | {share.First().Objects} | {share.Select(c => c.Seed).Distinct().Count()} | {Mean(Of(Training.Annotations))} | {Mean(Of(Training.WithPseudo))} | {Mean(Of(Training.Suggested))} | {Seconds([.. share], c => c.TrainingSeconds)} | {Seconds([.. share], c => c.SecondsPerImage)} |\n");
            }
            string picture = $"{group.Key}.svg";
            File.WriteAllText(System.IO.Path.Combine(folder, picture), CurvePlot.Draw(group.Key, [.. group], starts));
            text.Append(CultureInfo.InvariantCulture, $"\n{Comparison.Of([.. group], starts)}\n![F1 and SEG over the share of annotations]({picture})\n");
        }
        File.WriteAllText(Path, text.ToString());
    }

    private static string Mean(Cell[] cells) => cells.Length == 0 ? "–" : Text.Of($"{cells.Average(c => c.F1):0.000} / {cells.Average(c => c.Seg):0.000}");

    private static string Steps(IEnumerable<Cell> cells, Training training) => string.Join(" or ", cells.Where(c => c.Training == training).Select(c => c.Steps).Distinct().Order()) is { Length: > 0 } steps ? steps : "–";

    private static string Seconds(Cell[] cells, Func<Cell, double> of) => cells.Length == 0 ? "–" : Text.Seconds(cells.Average(of));
}
