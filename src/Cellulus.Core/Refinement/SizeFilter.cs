namespace Cellulus;

/// <summary>
/// Makes every connected piece of an object an object of its own, drops those too small and numbers the rest 1 to n in the
/// order of their first pixels. Pixels that share only a corner are connected. Labels do not keep their numbers.
/// </summary>
public sealed class SizeFilter : ISegmentationRefiner, IStreamedRefiner
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

    int IStreamedRefiner.ScratchBytesPerPixel => 4;

    string IStreamedRefiner.Describe() => $"{Options}";

    ILabelReader IStreamedRefiner.Refine(StreamedScene scene, ILabelReader labels, string name, StageExecution execution)
    {
        LabelPieces pieces = LabelPieces.Find(scene.Strips, scene.Scratch, labels, name, execution);
        double minSize = Options.MinSize ?? ObjectSize.Smallest(scene.ObjectDiameter, scene.Shape);
        var numbers = new int[pieces.Count];
        for (int i = 1, last = 0; i < numbers.Length; i++)
            if (pieces.RootOf(i) is var root && root != i)
                numbers[i] = numbers[root];
            else if (pieces.SizeOf(i) >= minSize)
                numbers[i] = ++last;
        return new MappedLabels(new StoredLabels(pieces.Strips, pieces.Count), numbers);
    }
}
