namespace Cellulus;

/// <summary>
/// A model that finds the diameter of the objects of an image by itself. Where <see cref="SegmentationOptions.ObjectDiameter"/> is not
/// given, a
/// <see cref="CellSegmenter"/> asks it instead of taking the diameter of the training images. Implementations are immutable and may be used
/// from many threads at once.
/// </summary>
public interface IDiameterFinder
{
    /// <summary>Finds the diameter.</summary>
    /// <param name="image">Normalised (0 to 1), not rescaled.</param>
    /// <param name="execution">Threads, cancellation.</param>
    /// <returns>Diameter of a typical object in pixels of the image; <see langword="null"/> where no object is found at any
    /// scale.</returns>
    /// <exception cref="ModelMismatchException">The image has another rank or number of channels than the model takes.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    double? FindDiameter(MicroscopyImage image, StageExecution execution);
}
