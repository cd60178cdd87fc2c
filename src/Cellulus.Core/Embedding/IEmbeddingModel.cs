namespace Cellulus;

/// <summary>
/// Turns an image into object-centric embeddings. Implementations are immutable and may be used from many threads at once.
/// </summary>
public interface IEmbeddingModel
{
    /// <summary>What images the model wants.</summary>
    EmbeddingModelDescription Description { get; }

    /// <summary>Embeds one image.</summary>
    /// <param name="image">Normalised (0 to 1) and rescaled to the working diameter; any size, mirrored at its border.</param>
    /// <param name="options">Noisy passes, seed, tile size.</param>
    /// <param name="execution">Threads, progress, cancellation.</param>
    /// <returns>A field of the same extent as the image.</returns>
    /// <exception cref="ModelMismatchException">The image has another rank or number of channels than the model.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    EmbeddingField Embed(MicroscopyImage image, EmbeddingOptions options, StageExecution execution);
}
