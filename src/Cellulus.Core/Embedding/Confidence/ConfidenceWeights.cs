namespace Cellulus;

/// <summary>How much each number that speaks for an object counts, in sixteenths. A weight of 0 leaves it out.</summary>
internal sealed record ConfidenceWeights(int Steadiness, int Sharpness, int Convergence, int Size, int Compactness, int Freedom)
{
    // Where borders were not learned, a halo is as steady as the object.
    private static readonly ConfidenceWeights s_ranking = new(7, 2, 1, 3, 2, 1), s_rankingOfEmbedding = new(7, 0, 2, 4, 2, 1);
    private static readonly ConfidenceWeights s_belief = new(4, 4, 2, 4, 2, 0), s_beliefOfEmbedding = new(8, 0, 2, 4, 2, 0);

    /// <summary>What ranks objects best by their true overlap, over all sets.</summary>
    /// <param name="hasBorders">Whether borders were learned.</param>
    public static ConfidenceWeights OfRanking(bool hasBorders) => hasBorders ? s_ranking : s_rankingOfEmbedding;

    /// <summary>What is taught needs sharp ends, and touching cells most of all: their borders are what is to be learned.</summary>
    /// <param name="hasBorders">Whether borders were learned.</param>
    public static ConfidenceWeights OfBelief(bool hasBorders) => hasBorders ? s_belief : s_beliefOfEmbedding;
}
