namespace Cellulus;

/// <summary>Improves labels: borders, holes, fragments, size. Implementations are immutable and may be used from many threads at
/// once.</summary>
public interface ISegmentationRefiner
{
    /// <summary>Refines the labels of one image.</summary>
    /// <param name="input">Image, labels and what is known of them.</param>
    /// <param name="execution">Threads, progress, cancellation.</param>
    /// <returns>New labels on the same grid. A label keeps its number if its object lives on; numbers may have gaps.</returns>
    LabelImage Refine(RefinementInput input, StageExecution execution);
}
