namespace Cellulus;

/// <summary>
/// Which of the candidates that overlap stays: the one with the greatest probability times the cube of its support
/// (<see cref="CentreAgreement"/>). Probability alone tells how far the nearest border seems to be: between two nuclei that touch with
/// hardly a border it is great.
/// </summary>
internal static class StarRanking
{
    private const int PerItem = 64;

    /// <summary>All candidates, the best first.</summary>
    /// <param name="candidates">Candidates. Where the network said nothing of single pixels, the most probable is the best.</param>
    /// <param name="execution">Threads, cancellation.</param>
    public static int[] Order(StarCandidates candidates, StageExecution execution)
    {
        if (candidates.Field is not { } field)
            return candidates.Ranked();
        var ranks = new float[candidates.Count];
        ParallelWork.For((ranks.Length + PerItem - 1) / PerItem, execution, item =>
        {
            for (int i = item * PerItem; i < Math.Min(ranks.Length, (item + 1) * PerItem); i++)
            {
                double support = new CentreAgreement(field, candidates, i).SupportBy(candidates.PixelsOf(i));
                ranks[i] = (float)(candidates.ScoreOf(i) * support * support * support);
            }
        });
        return candidates.RankedBy(ranks);
    }
}
