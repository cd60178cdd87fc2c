namespace Cellulus;

/// <summary>How sure a star-convex model is of typical objects: networks differ in how sure they are of anything.</summary>
internal static class ConfidenceSurvey
{
    /// <summary>Confidence of the median object that a model finds in some of its training images, not scaled.</summary>
    /// <param name="model">The model, with its thresholds.</param>
    /// <param name="working">The images, normalised and rescaled.</param>
    /// <param name="execution">Threads, cancellation.</param>
    /// <param name="pass">Runs the network.</param>
    public static double Typical(StarConvexModel model, IReadOnlyList<MicroscopyImage> working, StageExecution execution, ITilePass pass)
    {
        var found = new List<double>();
        foreach ((_, DetectedObjects objects) in ThresholdSample.FindsOf(model, working, i => i, execution, pass))
        {
            double[] confidence = EmbeddingConfidence.Of(objects.Labels, objects.Embedding!, model.Description.WorkingDiameter, execution.CancellationToken);
            // An object that others cover wholly has none.
            found.AddRange(confidence.Where(c => c > 0));
        }
        return EmbeddingConfidence.TypicalOf(found);
    }
}
