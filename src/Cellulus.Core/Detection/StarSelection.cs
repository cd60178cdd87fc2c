using MathNet.Numerics.Statistics;

namespace Cellulus;

/// <summary>
/// Which candidates are objects: of those that overlap the best, and of these the ones that their own pixels bear out. The probability
/// tells how far
/// the nearest border seems to be, so a blurred spot that resembles the middle of a cell gets some; whether its pixels lie in an object at
/// all, and in which,
/// is told apart from that.
/// </summary>
internal static class StarSelection
{
    /// <summary>
    /// Support that an object has (<see cref="CentreAgreement.SupportBy"/>); typical ones have 0.9. With 0.5 some dim cells stay, which
    /// models that were trained for a short time are unsure of, and with them
    /// false finds; with 0.7 small nuclei go.
    /// </summary>
    private const double LeastSupport = 0.65;

    /// <summary>Mean probability of being in an object that the pixels of an object have.</summary>
    private const double LeastInside = 0.8;

    /// <summary>Where a network is sure of nothing, these shares of what the median object of an image has are a guide instead.</summary>
    private const double InsideOfMedian = 0.85, SupportOfMedian = 0.7;

    /// <summary>Chooses.</summary>
    /// <param name="candidates">Candidates.</param>
    /// <param name="overlapThreshold">Share of the smaller that two objects may share, 0 to 1.</param>
    /// <param name="execution">Threads, cancellation.</param>
    /// <returns>Those that are objects, the best first.</returns>
    public static int[] Select(StarCandidates candidates, double overlapThreshold, StageExecution execution) =>
        [.. SelectDrawn(candidates, StarRanking.Order(candidates, execution), overlapThreshold, execution).Select(k => k.Candidate)];

    /// <summary>The same with the pixels of those that are objects, for who tries several thresholds.</summary>
    /// <param name="candidates">Candidates.</param>
    /// <param name="order">All of them, the best first: <see cref="StarRanking"/>.</param>
    /// <param name="overlapThreshold">As above.</param>
    /// <param name="execution">Threads, cancellation.</param>
    public static IReadOnlyList<(int Candidate, StarPixels Pixels)> SelectDrawn(StarCandidates candidates, int[] order, double overlapThreshold, StageExecution execution)
    {
        IReadOnlyList<(int Candidate, StarPixels Pixels)> kept = NonMaximumSuppression.Select(candidates, order, overlapThreshold, execution);
        if (candidates.Field is not { } field || kept.Count == 0)
            return kept;
        double[] inside = new double[kept.Count], support = new double[kept.Count];
        ParallelWork.For(kept.Count, execution, i =>
        {
            inside[i] = field.MeanInside(kept[i].Pixels);
            support[i] = new CentreAgreement(field, candidates, kept[i].Candidate).SupportBy(kept[i].Pixels);
        });
        double leastInside = Math.Min(LeastInside, InsideOfMedian * inside.Median()), leastSupport = Math.Min(LeastSupport, SupportOfMedian * support.Median());
        return [.. kept.Where((_, i) => inside[i] >= leastInside && support[i] >= leastSupport)];
    }
}
