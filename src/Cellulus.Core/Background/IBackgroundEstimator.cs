namespace Cellulus;

/// <summary>Decides which pixels belong to objects. Implementations are immutable and may be used from many threads at once.</summary>
public interface IBackgroundEstimator
{
    /// <summary>Estimates the foreground of one image.</summary>
    /// <param name="image">The image the field was made from, normalised, on the same grid.</param>
    /// <param name="embedding">Embeddings and uncertainty.</param>
    /// <param name="execution">Threads, progress, cancellation.</param>
    /// <returns>A mask on the same grid; it may be empty.</returns>
    ForegroundMask EstimateForeground(MicroscopyImage image, EmbeddingField embedding, StageExecution execution);
}
