namespace Cellulus;

/// <summary>
/// Objects that the model to start from finds, is not sure of, and that predictions therefore leave out. That does not make them
/// background: the dim cells
/// among them would be unlearned.
/// </summary>
internal sealed class DoubtfulFinds
{
    /// <summary>A find of which predictions hold more is one of them.</summary>
    private const double MostPredicted = 0.1;

    private readonly SegmentationPipeline _pipeline;
    private readonly double? _objectDiameter;
    private readonly double _sure;

    /// <param name="start">Has learned objects.</param>
    /// <param name="objectDiameter">Object diameter in pixels of the images; <see langword="null"/> for the model's.</param>
    public DoubtfulFinds(EmbeddingModel start, double? objectDiameter)
    {
        ConfidenceFilter filter = CellSegmenter.DefaultRefiners.OfType<ConfidenceFilter>().Single();
        _pipeline = new CellSegmenter(start, refiners: [.. CellSegmenter.DefaultRefiners.Where(r => r != filter)]).Pipeline;
        _objectDiameter = objectDiameter;
        _sure = filter.Options.LeastFor(hasBorders: true);
    }

    /// <summary>Adds those of an image to its predictions.</summary>
    /// <param name="predictions">Objects predicted.</param>
    /// <param name="image">The image, raw.</param>
    /// <param name="execution">Threads, cancellation.</param>
    /// <returns>Predictions as they are, and what is doubtful with numbers beyond theirs, on pixels that were free.</returns>
    public LabelImage AddTo(LabelImage predictions, MicroscopyImage image, StageExecution execution)
    {
        var options = new SegmentationOptions { ObjectDiameter = _objectDiameter, MaxDegreeOfParallelism = execution.MaxDegreeOfParallelism };
        Segmentation found = _pipeline.Segment(image, options, 0, null, execution.CancellationToken);
        int[] labels = predictions.Labels.ToArray();
        var predicted = new int[found.Objects.Count + 1];
        for (int i = 0; i < labels.Length; i++)
            if (labels[i] > 0)
                predicted[found.Labels.Labels[i]]++;
        var isDoubtful = new bool[predicted.Length];
        foreach (SegmentedObject o in found.Objects)
            isDoubtful[o.Id] = o.Confidence < _sure && predicted[o.Id] <= MostPredicted * o.Area;
        for (int i = 0; i < labels.Length; i++)
            if (labels[i] == 0 && isDoubtful[found.Labels.Labels[i]])
                labels[i] = predictions.MaxLabel + found.Labels.Labels[i];
        LabelNumbering.CloseGaps(labels);
        return LabelImage.Adopt(labels, predictions.Shape);
    }
}
