namespace Cellulus;

/// <summary>What a detector found in one image.</summary>
/// <param name="Labels">0 for background, i for object i. An object that others cover wholly has no pixel.</param>
/// <param name="Confidence">How sure the detector is of each object, 0 to 1; that of object i at i - 1.</param>
public sealed record DetectedObjects(LabelImage Labels, IReadOnlyList<double> Confidence)
{
    /// <summary>
    /// What the detector says of each pixel, on the grid of the image that it was given, where it says as much: how far the centre of the
    /// object is, and
    /// how probably there is none. Confidence is then judged by that, as for objects of an embedding, and refiners see it. Default none.
    /// </summary>
    public EmbeddingField? Embedding { get; init; }
}
