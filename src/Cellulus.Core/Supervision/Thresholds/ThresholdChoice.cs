namespace Cellulus;

/// <summary>
/// Chooses the thresholds of a model by F1 at an intersection over union of 0.5 on what is known of some images. Labels may be partial: a
/// find that lies mostly where nothing is known is neither right nor wrong. Of few objects chance chooses: the model's own thresholds stay
/// unless others
/// are better by more than a standard error.
/// </summary>
internal static class ThresholdChoice
{
    private const double IoU = 0.5;

    private static readonly double[] s_probabilities = [.. Enumerable.Range(0, 13).Select(i => Math.Round(StarConvexMetadata.LeastProbability + 0.05 * i, 2))];
    private static readonly double[] s_overlaps = [0.1, StarConvexMetadata.DefaultOverlap, 0.3];

    /// <summary>Chooses.</summary>
    /// <param name="model">The model.</param>
    /// <param name="images">What is known.</param>
    /// <param name="leastGain">Gain in F1 below which its own thresholds stay, beside the standard error.</param>
    /// <param name="execution">Threads, cancellation.</param>
    /// <param name="pass">Runs the network. Default: the managed engine.</param>
    /// <returns>The model with the best thresholds, or its own where those are as good within chance. The model itself when no object
    /// counts.</returns>
    public static StarConvexModel Choose(StarConvexModel model, IReadOnlyList<JudgedImage> images, double leastGain, StageExecution execution, ITilePass? pass = null)
    {
        var counts = new ThresholdCounts[s_overlaps.Length, s_probabilities.Length];
        foreach ((JudgedImage image, StarCandidates candidates) in ThresholdSample.Of(model, images, i => i.Image, execution, pass))
        {
            int[] order = StarRanking.Order(candidates, execution);
            for (int o = 0; o < s_overlaps.Length; o++)
                Count(candidates, StarSelection.SelectDrawn(candidates, order, s_overlaps[o], execution), image, o, counts);
        }
        return Best(counts, leastGain, (model.ProbabilityThreshold, model.OverlapThreshold)) is { } best ? model.WithThresholds(best.Probability, best.Overlap) : model;
    }

    /// <summary>The thresholds that speak for themselves; none when nothing was found with any.</summary>
    /// <param name="counts">For each overlap and probability that is tried.</param>
    /// <param name="leastGain">As above.</param>
    /// <param name="usual">What stays unless others are better; judged by the nearest that is tried.</param>
    internal static (double Probability, double Overlap)? Best(ThresholdCounts[,] counts, double leastGain, (double Probability, double Overlap) usual)
    {
        (double Score, double Distance, int Overlap, int Probability) best = (0, double.PositiveInfinity, -1, -1);
        (double Score, double Distance) byUsual = (0, double.PositiveInfinity);
        for (int o = 0; o < s_overlaps.Length; o++)
            for (int p = 0; p < s_probabilities.Length; p++)
            {
                double distance = Math.Abs(s_overlaps[o] - usual.Overlap) + Math.Abs(s_probabilities[p] - usual.Probability);
                double score = counts[o, p].F1;
                if (distance < byUsual.Distance)
                    byUsual = (score, distance);
                if (score > best.Score + 1e-9 || (score > 0 && score > best.Score - 1e-9 && distance < best.Distance))
                    best = (score, distance, o, p);
            }
        if (best.Overlap < 0)
            return null;
        return best.Score - byUsual.Score > Math.Max(leastGain, counts[best.Overlap, best.Probability].StandardError)
            ? (s_probabilities[best.Probability], s_overlaps[best.Overlap])
            : usual;
    }

    // Which of those that overlap stays does not depend on the threshold, so one choice serves for all.
    private static void Count(
        StarCandidates candidates, IReadOnlyList<(int Candidate, StarPixels Pixels)> kept, JudgedImage image, int overlap, ThresholdCounts[,] counts)
    {
        var known = new KnownObjects(image);
        for (int p = 0; p < s_probabilities.Length; p++)
            counts[overlap, p].Missed += known.Counting;
        foreach ((int candidate, StarPixels pixels) in kept)
        {
            Verdict verdict = known.Judge(pixels, IoU);
            for (int p = 0; p < s_probabilities.Length && candidates.ScoreOf(candidate) >= s_probabilities[p]; p++)
            {
                if (verdict == Verdict.Right)
                    (counts[overlap, p].Found, counts[overlap, p].Missed) = (counts[overlap, p].Found + 1, counts[overlap, p].Missed - 1);
                // Objects held out are few, the background around all of them is not: it counts by their share.
                else if (verdict == Verdict.Wrong)
                    counts[overlap, p].Wrong += known.CountingShare;
            }
        }
    }
}
