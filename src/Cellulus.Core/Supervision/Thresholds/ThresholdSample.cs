namespace Cellulus;

/// <summary>What thresholds are chosen by: some of the images, and all in them that could be an object.</summary>
internal static class ThresholdSample
{
    /// <summary>Runs the network, one image after the other.</summary>
    /// <param name="model">The model.</param>
    /// <param name="known">Images, and what is known of each.</param>
    /// <param name="imageOf">The image, normalised, on the network's grid.</param>
    /// <param name="execution">Threads, cancellation.</param>
    /// <param name="pass">Runs the network. Default: the managed engine.</param>
    public static IEnumerable<(T Known, StarCandidates Candidates)> Of<T>(
        StarConvexModel model, IReadOnlyList<T> known, Func<T, MicroscopyImage> imageOf, StageExecution execution, ITilePass? pass) =>
        EvenSample.Of(known.Count, EvenSample.Looks).Select(i => (known[i], model.Propose(
            imageOf(known[i]), StarConvexMetadata.LeastProbability, EmbeddingOptions.DefaultTileSize, execution, pass)));

    /// <summary>The same with what the model finds, on the network's grid.</summary>
    public static IEnumerable<(T Known, DetectedObjects Found)> FindsOf<T>(
        StarConvexModel model, IReadOnlyList<T> known, Func<T, MicroscopyImage> imageOf, StageExecution execution, ITilePass pass) =>
        EvenSample.Of(known.Count, EvenSample.Looks).Select(i => (known[i], model.Detect(
            pass, imageOf(known[i]), imageOf(known[i]).Shape, EmbeddingOptions.DefaultTileSize, execution with { Progress = null })));
}
