namespace Cellulus.Benchmarks.Quality;

/// <summary>What the library reaches with its defaults.</summary>
internal static class MainTables
{
    public static MarkdownTable Scores(IEnumerable<SetResult> sets)
    {
        var table = new MarkdownTable("Set", "Trained on", "Scored", "F1", "SEG", "Precision", "Recall", "AP", "Classical F1", "Classical SEG",
            "Training, s", "Segmentation, s an image", "Diameter measured / true, px");
        foreach (SetResult s in sets)
            table.Add(
                s.Name, $"{s.TrainingImages}", $"{s.TestImages}", Text.Score(s.Mean.F1), Text.Score(s.Mean.Seg), Text.Score(s.Mean.Precision),
                Text.Score(s.Mean.Recall), Text.Score(s.Mean.AveragePrecision), Text.Score(s.Baseline.Test.F1), Text.Score(s.Baseline.Test.Seg),
                Text.Seconds(s.Runs.Average(r => r.TrainingSeconds)), Text.Seconds(s.Runs.Average(r => r.SecondsPerImage)),
                Text.Of($"{s.Runs.Average(r => r.MeasuredDiameter):0.0} / {s.TrueDiameter:0.0}"));
        return table;
    }

    public static MarkdownTable Seeds(IEnumerable<SetResult> sets)
    {
        var table = new MarkdownTable("Set", "Seeds", "F1", "SEG");
        foreach (SetResult s in sets)
            table.Add(s.Name, $"{s.Runs.Count}", Spread(s, f => f.F1), Spread(s, f => f.Seg));
        return table;

        static string Spread(SetResult set, Func<Figures, double> of)
        {
            double[] values = [.. set.Runs.Select(r => of(r.Default))];
            return $"{Text.Score(values.Average())} ({Text.Score(values.Min())} to {Text.Score(values.Max())})";
        }
    }

    public static MarkdownTable Runs(IEnumerable<SetResult> sets)
    {
        var table = new MarkdownTable("Set", "Seed", "Steps", "F1", "SEG", "Precision", "Recall", "AP", "TP", "FP", "FN", "Training, s", "Diameter, px");
        foreach (SetResult s in sets)
            foreach (RunResult r in s.Runs)
                table.Add(
                    s.Name, $"{r.Seed}", $"{r.Iterations}", Text.Score(r.Default.F1), Text.Score(r.Default.Seg), Text.Score(r.Default.Precision),
                    Text.Score(r.Default.Recall), Text.Score(r.Default.AveragePrecision), $"{r.Default.TruePositives}", $"{r.Default.FalsePositives}", $"{r.Default.FalseNegatives}",
                    Text.Seconds(r.TrainingSeconds), Text.Of($"{r.MeasuredDiameter:0.0}"));
        return table;
    }

    public static MarkdownTable Confidence(IEnumerable<SetResult> sets)
    {
        var table = new MarkdownTable("Set", "All found", "Within images", "Kept by the filter", "Within images");
        foreach (SetResult s in sets)
            table.Add(
                s.Name, Text.Score(s.Runs.Average(r => r.RankingOfFound.OfSet)), Text.Score(s.Runs.Average(r => r.RankingOfFound.WithinImages)),
                Text.Score(s.Runs.Average(r => r.RankingOfKept.OfSet)), Text.Score(s.Runs.Average(r => r.RankingOfKept.WithinImages)));
        return table;
    }
}
