namespace Cellulus;

/// <summary>A model that can embed a region of an image by itself, with the values that it has in the embedding of the whole.</summary>
/// <remarks>Asked of models for images that are larger than memory.</remarks>
public interface IRegionEmbeddingModel : IEmbeddingModel
{
    /// <summary>Names what the model computes: equal for the same results, another when weights or settings differ.</summary>
    string Fingerprint { get; }

    /// <summary>Regions begin at multiples of this many pixels, and so do their ends, except for that of the image. At least 1.</summary>
    int Alignment { get; }

    /// <summary>The part of the image that the embedding of a region depends on.</summary>
    /// <param name="region">The region, aligned.</param>
    /// <param name="whole">Extent of the whole image on the network's grid.</param>
    PixelBox ContextOf(PixelBox region, ImageShape whole);

    /// <summary>Memory that embedding a region takes beside the image and the field, in bytes.</summary>
    /// <param name="region">Extent of the region.</param>
    /// <param name="options">As for the whole.</param>
    /// <param name="threads">Threads that work at once.</param>
    long EstimateMemory(ImageShape region, EmbeddingOptions options, int threads);

    /// <summary>Embeds a region.</summary>
    /// <param name="image">Normalised and rescaled; holds the context of the region.</param>
    /// <param name="region">The region, aligned.</param>
    /// <param name="options">As for the whole.</param>
    /// <param name="execution">Threads, progress, cancellation.</param>
    /// <returns>A field of the extent of the region.</returns>
    EmbeddingField EmbedRegion(ImageWindow image, PixelBox region, EmbeddingOptions options, StageExecution execution);
}
