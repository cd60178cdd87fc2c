namespace Cellulus;

/// <summary>
/// Drops objects of little confidence (see <see cref="SegmentedObject.Confidence"/>): their pixels waver under noise like the background or
/// do
/// not point to one centre, or they are small or ragged. Bright structure in the background passes every test of
/// intensity, but not this one. Does nothing when the labels come from neither embeddings nor a detector that tells as much.
/// </summary>
public sealed class ConfidenceFilter : ISegmentationRefiner, IStreamedRefiner
{
    /// <summary>A filter.</summary>
    /// <param name="options">Default: confidence of 0.6, or 0.43 where no borders were learned.</param>
    public ConfidenceFilter(ConfidenceFilterOptions? options = null) => Options = options ?? new ConfidenceFilterOptions();

    /// <summary>What the filter was made with.</summary>
    public ConfidenceFilterOptions Options { get; }

    /// <inheritdoc/>
    public LabelImage Refine(RefinementInput input, StageExecution execution)
    {
        RefinementChecks.Check(input, execution);
        if (input.Embedding is not { } field)
            return input.Labels;
        double[] confidence = EmbeddingConfidence.Of(input.Labels, field, input.ObjectDiameter, execution.CancellationToken);
        double least = Options.LeastFor(field.HasBorders);
        int[] labels = input.Labels.Labels.ToArray();
        for (int i = 0; i < labels.Length; i++)
            if (labels[i] > 0 && confidence[labels[i] - 1] < least)
                labels[i] = 0;
        return LabelImage.Adopt(labels, input.Labels.Shape);
    }

    int IStreamedRefiner.ScratchBytesPerPixel => 0;

    string IStreamedRefiner.Describe() => $"{Options}";

    ILabelReader IStreamedRefiner.Refine(StreamedScene scene, ILabelReader labels, string name, StageExecution execution)
    {
        double[] confidence = EmbeddingConfidence.Of(scene, labels, execution);
        double least = Options.LeastFor(scene.Field.HasBorders);
        var numbers = new int[labels.MaxLabel + 1];
        for (int label = 1; label < numbers.Length; label++)
            numbers[label] = confidence[label - 1] < least ? 0 : label;
        return new MappedLabels(labels, numbers);
    }
}
