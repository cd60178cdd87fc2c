namespace Cellulus;

/// <summary>What a refinement step may look at.</summary>
/// <param name="Image">The image at its own scale, normalised.</param>
/// <param name="Labels">Labels so far, on the grid of <paramref name="Image"/>.</param>
/// <param name="ObjectDiameter">Typical object diameter in pixels of <paramref name="Image"/>.</param>
/// <param name="Embedding">
/// The embeddings on the network's grid, whose pixel size differs from that of <paramref name="Image"/> by the ratio of the
/// two object diameters; <see langword="null"/> when the labels come from elsewhere.
/// </param>
public sealed record RefinementInput(MicroscopyImage Image, LabelImage Labels, double ObjectDiameter, EmbeddingField? Embedding = null)
{
    /// <summary>Pixels of the image that one pixel of the network measures; 1 when the labels come from elsewhere.</summary>
    public double PixelsPerNetworkPixel => Embedding is { } embedding ? (double)Labels.Shape.Width / embedding.Shape.Width : 1;
}
