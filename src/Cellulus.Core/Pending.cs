#pragma warning disable CS1591, CS9113
namespace Cellulus;

// Stand-ins for stages that are written elsewhere; this file goes when they come.
public sealed class UncertaintyBackgroundEstimator : IBackgroundEstimator
{
    public ForegroundMask EstimateForeground(MicroscopyImage image, EmbeddingField embedding, StageExecution execution) => throw new NotSupportedException();
}

public sealed class MeanShiftClusterer : IInstanceClusterer
{
    public LabelImage Cluster(EmbeddingField embedding, ForegroundMask foreground, StageExecution execution) => throw new NotSupportedException();
}

public sealed class ContrastRefiner : ISegmentationRefiner
{
    public LabelImage Refine(RefinementInput input, StageExecution execution) => throw new NotSupportedException();
}

public sealed class SizeFilter : ISegmentationRefiner
{
    public LabelImage Refine(RefinementInput input, StageExecution execution) => throw new NotSupportedException();
}
