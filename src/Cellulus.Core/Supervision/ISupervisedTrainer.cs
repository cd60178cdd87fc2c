namespace Cellulus;

/// <summary>Trains a detector on images of which something is known: objects that a person has drawn, objects that a model has found, or
/// both.</summary>
public interface ISupervisedTrainer
{
    /// <summary>Trains a detector.</summary>
    /// <param name="images">Images with their labels, any mix of sizes; all of one rank and channel count.</param>
    /// <param name="options">How to train; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    /// <exception cref="TrainingException">
    /// There is no image, they differ in channels or rank, labels lie on another grid than their image, no object is known, or the loss is
    /// no longer finite.
    /// </exception>
    /// <exception cref="ModelMismatchException">The model to start from is for images of other channels or another rank.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    Task<IInstanceDetector> TrainAsync(
        IReadOnlyList<SupervisedImage> images,
        SupervisedTrainingOptions? options = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default);
}
