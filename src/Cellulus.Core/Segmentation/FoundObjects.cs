namespace Cellulus;

/// <summary>What a source found in one image, before it is refined.</summary>
/// <param name="Labels">On the network's grid or that of the image.</param>
/// <param name="Confidence">Judges refined labels, numbered 1 to n on the grid of the image, given the object diameter in its pixels: one
/// value an object.</param>
/// <param name="Embedding">The embedding it was found in, if it was.</param>
internal sealed record FoundObjects(LabelImage Labels, Func<LabelImage, double, CancellationToken, double[]> Confidence, EmbeddingField? Embedding = null);
