namespace Cellulus;

/// <summary>How sure a model must be of an object for it to be taught.</summary>
internal static class BelievedConfidence
{
    /// <summary>Of an embedding, whose offsets reach only as far as the network of the paper sees.</summary>
    public const double OfEmbedding = 0.4;

    /// <summary>Of a network that has learned objects: as a share of what its median object has.</summary>
    /// <param name="found">Confidence of objects found, see <see cref="EmbeddingConfidence.OfBelief"/>.</param>
    public static double OfObjects(IReadOnlyCollection<double> found) => EmbeddingConfidence.LeastOfTypical * EmbeddingConfidence.TypicalOf(found);
}
