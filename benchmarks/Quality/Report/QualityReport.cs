using System.Text;

namespace Cellulus.Benchmarks.Quality;

/// <summary>The report as Markdown.</summary>
internal static class QualityReport
{
    public static string Write(IReadOnlyList<SetResult> sets, RunDescription run)
    {
        var text = new StringBuilder();
        text.AppendLine("# Quality on real images").AppendLine();
        text.AppendLine("Trained, segmented and scored with the defaults of the library; nothing but images was given. Labels serve for scores alone.");
        text.AppendLine("F1, precision and recall at IoU 0.5; AP is the mean accuracy over IoU 0.5 to 0.95. Counts are summed over a set.");
        text.AppendLine("Training includes self-training; segmentation is the median image. Diameters are medians, the true one of the scored images.");
        text.AppendLine(Text.Of($"{run.Machine}; {run.Threads} thread(s) used."));
        if (run.IsQuick)
            text.AppendLine().AppendLine("**A quick run: short trainings, few images. It shows that everything works, not how well.**");
        foreach (string failure in run.Failures)
            text.AppendLine().AppendLine($"**Failed: {failure}**");
        if (sets.Count > 0)
            AddTables(text, sets, run);
        text.AppendLine().AppendLine("Made by").AppendLine().AppendLine($"    {run.Command}");
        return text.ToString();
    }

    private static void AddTables(StringBuilder text, IReadOnlyList<SetResult> sets, RunDescription run)
    {
        Section("Scores, mean over the seeds", MainTables.Scores(sets));
        Section("Seeds: mean (least to greatest)", MainTables.Seeds(sets));
        Section("Each run", MainTables.Runs(sets));
        Section("Classical method", ComparisonTables.Baseline(sets));
        text.AppendLine().AppendLine(
            "Smoothing, threshold, watershed of the distance map, with the object diameter that the library estimates before training. The better of two thresholds " +
            $"({string.Join("; ", ClassicalBaseline.Thresholds)}) is chosen by labels for each set, which is more than the library is given.");
        Section("Confidence against true IoU, Spearman's rank correlation, over a set and within images", MainTables.Confidence(sets));
        if (sets.Any(s => s.SecondExpert is not null))
            Section("Two experts, F1 / SEG", ComparisonTables.Experts(sets));
        if (run.Variants.Count > 0)
        {
            Section("Ablation, F1 / SEG, mean over the seeds", ComparisonTables.Ablation(sets, run.Variants));
            Section("Chosen without labels, beside the best that labels could choose, F1", ComparisonTables.Choices(sets, run.Variants));
        }

        void Section(string title, MarkdownTable table) => text.AppendLine().AppendLine($"## {title}").AppendLine().Append(table);
    }
}
