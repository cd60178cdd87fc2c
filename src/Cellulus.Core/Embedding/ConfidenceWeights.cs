namespace Cellulus;

/// <summary>How much each number that speaks for an object counts, in sixteenths. A weight of 0 leaves it out.</summary>
internal sealed record ConfidenceWeights(int Steadiness, int Sharpness, int Convergence, int Size, int Compactness, int Freedom)
{
    /// <summary>What ranks objects best by their true overlap, over all sets.</summary>
    public static ConfidenceWeights Ranking { get; } = new(7, 2, 1, 3, 2, 1);

    /// <summary>The same where borders were not learned: a halo is as steady as the object.</summary>
    public static ConfidenceWeights RankingOfEmbedding { get; } = new(7, 0, 2, 4, 2, 1);

    /// <summary>What is taught needs sharp ends, and touching cells most of all: their borders are what is to be learned.</summary>
    public static ConfidenceWeights Belief { get; } = new(4, 4, 2, 4, 2, 0);

    /// <summary>The same where borders were not learned.</summary>
    public static ConfidenceWeights BeliefOfEmbedding { get; } = new(8, 0, 2, 4, 2, 0);
}
