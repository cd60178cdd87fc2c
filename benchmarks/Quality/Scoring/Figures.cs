namespace Cellulus.Benchmarks.Quality;

/// <summary>The scores that are reported, at IoU 0.5 unless said otherwise; counts are means where several runs are averaged.</summary>
internal sealed record Figures(
    double F1, double Seg, double Precision, double Recall, double AveragePrecision,
    double TruePositives, double FalsePositives, double FalseNegatives)
{
    public static Figures Of(IEnumerable<SegmentationScore> images) => Of(SegmentationScorer.Pool(images));

    public static Figures Of(SegmentationScore s) => new(
        s.F1, s.Seg, s.Precision, s.Recall, s.AveragePrecision, s.TruePositives, s.FalsePositives, s.FalseNegatives);

    /// <summary>The mean over runs.</summary>
    public static Figures Mean(IReadOnlyCollection<Figures> runs) => new(
        runs.Average(r => r.F1), runs.Average(r => r.Seg), runs.Average(r => r.Precision), runs.Average(r => r.Recall),
        runs.Average(r => r.AveragePrecision), runs.Average(r => r.TruePositives), runs.Average(r => r.FalsePositives), runs.Average(r => r.FalseNegatives));
}
