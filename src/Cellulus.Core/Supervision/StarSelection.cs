using MathNet.Numerics.Statistics;

namespace Cellulus;

/// <summary>
/// Which candidates are objects: of those that overlap the most probable, and of these the ones that the foreground confirms. The probability tells how far
/// the nearest border seems to be, so a blurred spot that resembles the middle of a cell gets some; whether its pixels lie in an object at all is
/// told apart from that.
/// </summary>
internal static class StarSelection
{
    /// <summary>Mean probability of being in an object that the pixels of an object have.</summary>
    private const double LeastInside = 0.8;

    /// <summary>Where a network is sure of nothing, that of the median object of an image is a guide instead.</summary>
    private const double LeastOfMedian = 0.85;

    /// <summary>Chooses.</summary>
    /// <param name="candidates">Candidates.</param>
    /// <param name="overlapThreshold">Share of the smaller that two objects may share, 0 to 1.</param>
    /// <param name="execution">Threads, cancellation.</param>
    /// <returns>Those that are objects, the most probable first.</returns>
    public static int[] Select(StarCandidates candidates, double overlapThreshold, StageExecution execution) =>
        [.. SelectDrawn(candidates, overlapThreshold, execution).Select(k => k.Candidate)];

    /// <summary>The same with the pixels of those that are objects.</summary>
    /// <inheritdoc cref="Select"/>
    public static IReadOnlyList<(int Candidate, StarPixels Pixels)> SelectDrawn(StarCandidates candidates, double overlapThreshold, StageExecution execution)
    {
        IReadOnlyList<(int Candidate, StarPixels Pixels)> kept = NonMaximumSuppression.Select(candidates, overlapThreshold, execution);
        if (candidates.Foreground is null || kept.Count == 0)
            return kept;
        var inside = new double[kept.Count];
        ParallelWork.For(kept.Count, execution, i => inside[i] = MeanInside(candidates.Foreground, kept[i].Pixels));
        double least = Math.Min(LeastInside, LeastOfMedian * inside.Median());
        return [.. kept.Where((_, i) => inside[i] >= least)];
    }

    // Where it lies below one half, the object is not drawn.
    private static double MeanInside(MicroscopyImage foreground, StarPixels pixels)
    {
        ReadOnlySpan<float> logits = foreground.Pixels;
        double sum = 0;
        int count = 0;
        foreach (int index in pixels.IndicesIn(foreground.Shape))
            if (logits[index] is > 0 and var logit)
                (sum, count) = (sum + 1 / (1 + DeterministicMath.Exp(-logit)), count + 1);
        return sum / Math.Max(1, count);
    }
}
