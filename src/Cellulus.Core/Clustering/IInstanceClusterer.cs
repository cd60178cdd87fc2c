namespace Cellulus;

/// <summary>Groups foreground pixels into objects. Implementations are immutable and may be used from many threads at once.</summary>
public interface IInstanceClusterer
{
    /// <summary>Clusters the embeddings of the foreground.</summary>
    /// <param name="embedding">Embeddings.</param>
    /// <param name="foreground">Pixels to cluster; all others stay 0.</param>
    /// <param name="execution">Threads, progress, cancellation.</param>
    /// <returns>Labels on the same grid, numbered 1 to n without gaps; all 0 when there is no foreground.</returns>
    LabelImage Cluster(EmbeddingField embedding, ForegroundMask foreground, StageExecution execution);
}
