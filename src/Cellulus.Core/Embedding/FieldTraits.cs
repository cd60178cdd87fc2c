namespace Cellulus;

/// <summary>What holds for a whole field, whoever made it, and wherever it is kept.</summary>
/// <param name="HasBorders">See <see cref="EmbeddingField.HasBorders"/>.</param>
/// <param name="TypicalConfidence">See <see cref="EmbeddingField.TypicalConfidence"/>.</param>
/// <param name="RelativeBandwidth">See <see cref="EmbeddingField.RelativeBandwidth"/>.</param>
internal readonly record struct FieldTraits(bool HasBorders, double TypicalConfidence, double RelativeBandwidth)
{
    /// <summary>Of a field from the embedding itself.</summary>
    public static FieldTraits OfEmbedding { get; } = new(false, EmbeddingConfidence.Typical, EmbeddingField.BandwidthOfEmbedding);

    /// <summary>Of a field from an object network.</summary>
    public static FieldTraits Of(ObjectMetadata objects) => new(true, objects.TypicalConfidence, objects.Bandwidth);
}
