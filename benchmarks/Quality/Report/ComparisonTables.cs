namespace Cellulus.Benchmarks.Quality;

/// <summary>The defaults beside other ways.</summary>
internal static class ComparisonTables
{
    public static MarkdownTable Baseline(IEnumerable<SetResult> sets)
    {
        var table = new MarkdownTable("Set", "Test images, F1 / SEG", "Threshold", "All images, F1 / SEG", "Threshold", "Library over classical, F1", "SEG");
        foreach (SetResult s in sets)
            table.Add(
                s.Name, Text.Scores(s.Baseline.Test), s.Baseline.Threshold, Text.Scores(s.Baseline.All), s.Baseline.ThresholdOfAll ?? "–",
                Text.Difference(s.Mean.F1 - s.Baseline.Test.F1), Text.Difference(s.Mean.Seg - s.Baseline.Test.Seg));
        return table;
    }

    public static MarkdownTable Experts(IEnumerable<SetResult> sets)
    {
        var table = new MarkdownTable("Set", "Library against expert 1", "Library against expert 2", "Expert 2 against expert 1");
        foreach (SetResult s in sets.Where(s => s.SecondExpert is not null))
            table.Add(s.Name, Text.Scores(s.Mean), Text.Scores(Figures.Mean([.. s.Runs.Select(r => r.AgainstSecondExpert!)])), Text.Scores(s.SecondExpert));
        return table;
    }

    public static MarkdownTable Ablation(IReadOnlyList<SetResult> sets, IEnumerable<Variant> variants)
    {
        var table = new MarkdownTable(["Variant", "Left out or replaced", .. sets.Select(s => s.Name)]);
        foreach (Variant variant in variants.Prepend(VariantList.Default))
            table.Add([variant.Name, variant.Off, .. sets.Select(s => Text.Scores(s.MeanOf(variant.Name)))]);
        return table;
    }

    public static MarkdownTable Choices(IEnumerable<SetResult> sets, IReadOnlyList<Variant> variants)
    {
        var table = new MarkdownTable("Set", "Choice", "Without labels", "By labels", "Which", "Lost");
        foreach (SetResult s in sets)
            foreach (IGrouping<string, Variant> choice in variants.Where(v => v.Choice is not null).GroupBy(v => v.Choice!))
            {
                (string best, Figures? figures) = choice.Prepend(VariantList.Default).Select(v => (v.Name, s.MeanOf(v.Name))).MaxBy(c => c.Item2?.F1);
                table.Add(s.Name, choice.Key, Text.Score(s.Mean.F1), Text.Score(figures!.F1), best, Text.Score(figures.F1 - s.Mean.F1));
            }
        return table;
    }
}
