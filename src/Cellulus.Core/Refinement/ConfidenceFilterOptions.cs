namespace Cellulus;

/// <summary>What <see cref="ConfidenceFilter"/> keeps.</summary>
public sealed record ConfidenceFilterOptions
{
    private const double OfObjects = EmbeddingConfidence.LeastOfTypical * EmbeddingConfidence.Typical, OfEmbedding = 0.43;

    /// <summary>
    /// Least confidence an object must have, 0 to 1. Default <see langword="null"/>: 0.6 where borders were learned, three quarters of
    /// what a typical object has; 0.43 where offsets reach only as far as the network of the paper sees. Lower it when dim cells are
    /// missed.
    /// </summary>
    public double? MinConfidence
    {
        get;
        init => field = value is null or (>= 0 and <= 1) ? value
            : throw new ArgumentOutOfRangeException(nameof(MinConfidence), value, "The confidence must lie between 0 and 1.");
    }

    internal double LeastFor(bool hasBorders) => MinConfidence ?? (hasBorders ? OfObjects : OfEmbedding);
}
