namespace Cellulus;

/// <summary>Trains a model on images alone; no label is ever read.</summary>
public interface IEmbeddingTrainer
{
    /// <summary>Trains a model.</summary>
    /// <param name="images">Raw images, any mix of sizes; all of one rank and channel count.</param>
    /// <param name="options">How to train; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellationToken">Stops the training; the last checkpoint stays readable.</param>
    /// <returns>The trained model.</returns>
    /// <exception cref="TrainingException">No image can be used, the images differ in channels or rank, the loss is no longer finite, or
    /// nothing was learned.</exception>
    /// <exception cref="MemoryBudgetException">More memory would be needed than <see cref="TrainingOptions.MemoryBudget"/>
    /// allows.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    Task<IEmbeddingModel> TrainAsync(
        IReadOnlyList<MicroscopyImage> images,
        TrainingOptions? options = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default);
}
