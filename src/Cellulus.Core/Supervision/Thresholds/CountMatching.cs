namespace Cellulus;

/// <summary>
/// Chooses the least probability of a model that was taught by predictions: low enough to find as many objects as were predicted. What was
/// learned from is
/// known by heart, so matches tell little; but how sure networks are of anything differs from training to training, and a threshold that
/// does not follow
/// misses cells. It is not raised: predictions miss cells that the model finds.
/// </summary>
internal static class CountMatching
{
    /// <summary>Chooses.</summary>
    /// <param name="model">The model.</param>
    /// <param name="images">Images, normalised and rescaled, and how many objects were predicted in each.</param>
    /// <param name="execution">Threads, cancellation.</param>
    /// <param name="pass">Runs the network. Default: the managed engine.</param>
    /// <returns>The model with the threshold and the usual overlap.</returns>
    public static StarConvexModel Choose(StarConvexModel model, IReadOnlyList<(MicroscopyImage Image, int Objects)> images, StageExecution execution, ITilePass? pass = null)
    {
        var scores = new List<float>();
        int wanted = 0;
        foreach (((_, int objects), StarCandidates candidates) in ThresholdSample.Of(model, images, i => i.Image, execution, pass))
        {
            scores.AddRange(StarSelection.Select(candidates, StarConvexMetadata.DefaultOverlap, execution).Select(candidates.ScoreOf));
            wanted += objects;
        }
        return model.WithThresholds(ThresholdFor(wanted, scores), StarConvexMetadata.DefaultOverlap);
    }

    /// <summary>The threshold that so many reach, half-way to the first that does not; the default if more reach that.</summary>
    /// <param name="wanted">Objects that are to be found.</param>
    /// <param name="scores">Probabilities of all that could be.</param>
    internal static double ThresholdFor(int wanted, IEnumerable<float> scores)
    {
        float[] falling = [.. scores.OrderDescending()];
        double matching = wanted == 0 || falling.Length == 0 ? StarConvexMetadata.DefaultProbability
            : wanted >= falling.Length ? StarConvexMetadata.LeastProbability : (falling[wanted - 1] + falling[wanted]) / 2.0;
        return Math.Clamp(matching, StarConvexMetadata.LeastProbability, StarConvexMetadata.DefaultProbability);
    }
}
