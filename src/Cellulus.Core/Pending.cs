#pragma warning disable CS1591, CS9113, CA1822
namespace Cellulus;

// Stand-ins for what is written elsewhere; this file goes when they come.
public sealed class UncertaintyBackgroundEstimator : IBackgroundEstimator
{
    public ForegroundMask EstimateForeground(MicroscopyImage image, EmbeddingField embedding, StageExecution execution) => throw new NotSupportedException();
}

public sealed record MeanShiftOptions { public double? Bandwidth { get; init; } }

public sealed class MeanShiftClusterer(MeanShiftOptions? options = null) : IInstanceClusterer
{
    public LabelImage Cluster(EmbeddingField embedding, ForegroundMask foreground, StageExecution execution) => throw new NotSupportedException();
}

public sealed record GreedyOptions { public double? Bandwidth { get; init; } }

public sealed class GreedyClusterer(GreedyOptions? options = null) : IInstanceClusterer
{
    public LabelImage Cluster(EmbeddingField embedding, ForegroundMask foreground, StageExecution execution) => throw new NotSupportedException();
}

public sealed class ContrastRefiner : ISegmentationRefiner
{
    public LabelImage Refine(RefinementInput input, StageExecution execution) => throw new NotSupportedException();
}

public sealed record HaloOptions { public double Shrink { get; init; } = 6; }

public sealed class HaloRefiner(HaloOptions? options = null) : ISegmentationRefiner
{
    public LabelImage Refine(RefinementInput input, StageExecution execution) => throw new NotSupportedException();
}

public sealed class NucleusRefiner : ISegmentationRefiner
{
    public LabelImage Refine(RefinementInput input, StageExecution execution) => throw new NotSupportedException();
}

public sealed class SizeFilter : ISegmentationRefiner
{
    public LabelImage Refine(RefinementInput input, StageExecution execution) => throw new NotSupportedException();
}

public sealed record ScoringOptions { public int MinSize { get; init; } public int IgnoredBorder { get; init; } }

public sealed record SegmentationScore
{
    public int Images => 0;
    public double F1 => 0;
    public double Precision => 0;
    public double Recall => 0;
    public double Accuracy => 0;
    public double Seg => 0;
    public double AveragePrecision => 0;
    public int TruePositives => 0;
    public int FalsePositives => 0;
    public int FalseNegatives => 0;
}

public static class SegmentationScorer
{
    public static SegmentationScore Score(LabelImage prediction, LabelImage truth, ScoringOptions? options = null) => throw new NotSupportedException();
    public static SegmentationScore Pool(IEnumerable<SegmentationScore> scores) => throw new NotSupportedException();
}

public sealed class EmbeddingTrainer : IEmbeddingTrainer
{
    public Task<EmbeddingModel> TrainAsync(
        IReadOnlyList<MicroscopyImage> images, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    Task<IEmbeddingModel> IEmbeddingTrainer.TrainAsync(
        IReadOnlyList<MicroscopyImage> images, TrainingOptions? options, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}

public sealed class EmbeddingModel : IEmbeddingModel
{
    public EmbeddingModelDescription Description => throw new NotSupportedException();
    public int Features => throw new NotSupportedException();
    public int Iterations => throw new NotSupportedException();
    public EmbeddingField Embed(MicroscopyImage image, EmbeddingOptions options, StageExecution execution) => throw new NotSupportedException();
    public static EmbeddingModel Load(string path, double? objectDiameter = null) => throw new NotSupportedException();
    public void Save(string path) => throw new NotSupportedException();
}

internal static class LabelNumbering
{
    public static int[] CloseGaps(Span<int> labels)
    {
        int[] before = [.. labels.ToArray().Where(l => l != 0).Distinct().Order()];
        foreach (ref int label in labels)
            label = label == 0 ? 0 : Array.BinarySearch(before, label) + 1;
        return before;
    }
}
