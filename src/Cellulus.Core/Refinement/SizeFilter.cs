namespace Cellulus;

/// <summary>
/// Makes every connected piece of an object an object of its own, drops those too small and numbers the rest 1 to n in the
/// order of their first pixels. Pixels that share only a corner are connected. Labels do not keep their numbers.
/// </summary>
public sealed class SizeFilter : ISegmentationRefiner
{
    /// <summary>A filter.</summary>
    /// <param name="options">Default: pieces under a tenth of a typical object are dropped.</param>
    public SizeFilter(SizeFilterOptions? options = null) => Options = options ?? new SizeFilterOptions();

    /// <summary>What the filter was made with.</summary>
    public SizeFilterOptions Options { get; }

    /// <inheritdoc/>
    public LabelImage Refine(RefinementInput input, StageExecution execution)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(execution);
        execution.CancellationToken.ThrowIfCancellationRequested();
        LabelImage labels = input.Labels;
        var pieces = new int[labels.Labels.Length];
        int count = ConnectedComponents.Label(labels.Labels, labels.Shape, diagonal: true, pieces);
        SmallObjects.Remove(pieces, count, Options.MinSize ?? ObjectSize.Smallest(input.ObjectDiameter, labels.Shape));
        LabelNumbering.CloseGaps(pieces);
        return LabelImage.Adopt(pieces, labels.Shape);
    }
}
