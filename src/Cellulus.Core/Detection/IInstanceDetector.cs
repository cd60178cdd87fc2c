namespace Cellulus;

/// <summary>
/// Finds the objects of an image by itself, each with its border: another source of labels for <see cref="CellSegmenter"/> than embeddings
/// that
/// are clustered. Implementations are immutable and may be used from many threads at once.
/// </summary>
public interface IInstanceDetector
{
    /// <summary>What images the detector wants.</summary>
    EmbeddingModelDescription Description { get; }

    /// <summary>What is applied to the labels, in this order, unless a host names other refiners. Default: nothing, since a detector has
    /// learned its borders.</summary>
    IReadOnlyList<ISegmentationRefiner> Refiners => [];

    /// <summary>Finds the objects of one image.</summary>
    /// <param name="image">Normalised (0 to 1) and rescaled to the working diameter; any size, mirrored at its border.</param>
    /// <param name="target">Grid of the labels, over the same extent as the image: usually that of the image before it was
    /// rescaled.</param>
    /// <param name="tileSize">Largest side of a tile in pixels. Changes memory and speed, never the result.</param>
    /// <param name="execution">Threads, progress, cancellation.</param>
    /// <exception cref="ModelMismatchException">The image has another rank or number of channels than the detector.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    DetectedObjects Detect(MicroscopyImage image, ImageShape target, int tileSize, StageExecution execution);
}
