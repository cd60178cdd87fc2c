namespace Cellulus;

/// <summary>Objects from a detector, drawn on the grid of the image.</summary>
internal sealed class DetectorObjects(IInstanceDetector detector) : ObjectSource
{
    public override EmbeddingModelDescription Description => detector.Description;

    public override IDiameterFinder? DiameterFinder => detector as IDiameterFinder;

    public override (string Model, string Background, string Clusterer) Names => (detector.GetType().Name, "", "");

    public override int PassesFor(SegmentationOptions options) => 0;

    public override FoundObjects Find(MicroscopyImage working, ImageShape image, SegmentationOptions options, StageClock clock)
    {
        DetectedObjects found = clock.Run(SegmentationStage.Embedding, e => detector.Detect(working, image, options.TileSize, e));
        CheckGrid(found.Labels.Shape, image, detector);
        if (found.Embedding is not null)
            CheckGrid(found.Embedding.Shape, working.Shape, detector);
        if (found.Labels.MaxLabel > found.Confidence.Count)
            throw new CellulusException(
                $"{detector.GetType().Name} returned the label {found.Labels.MaxLabel} and the confidence of {found.Confidence.Count} objects; each object needs one.");
        return new FoundObjects(found.Labels, found.Embedding is { } embedding
            ? (labels, diameter, cancellationToken) => EmbeddingConfidence.Of(labels, embedding, diameter, cancellationToken)
            : (labels, _, cancellationToken) => ConfidenceOf(labels, found, cancellationToken), found.Embedding);
    }

    /// <summary>Mean over the pixels of an object of what the detector said of the object found there: refiners may have changed borders
    /// and numbers.</summary>
    private static double[] ConfidenceOf(LabelImage labels, DetectedObjects found, CancellationToken cancellationToken)
    {
        var sums = new double[labels.MaxLabel];
        var pixels = new int[sums.Length];
        for (int i = 0; i < labels.Labels.Length; i++)
        {
            if (labels.Labels[i] is var label && label == 0)
                continue;
            if (pixels[label - 1]++ % 4096 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            sums[label - 1] += found.Labels.Labels[i] is > 0 and var there ? found.Confidence[there - 1] : 0;
        }
        return [.. sums.Select((sum, i) => Math.Clamp(sum / Math.Max(1, pixels[i]), 0, 1))];
    }
}
