namespace Cellulus.Torch;

/// <summary>
/// Trains the mini U-Net of the paper on TorchSharp: on a GPU, or on libtorch's CPU engine. Sees the same crops and pairs as
/// <see cref="EmbeddingTrainer"/> with the same images, options and seed, and goes on from its checkpoints, as it does from these.
/// </summary>
/// <remarks>
/// The optimizer's steps and the passes by which uncertainty is learned run on the device; fitting the uncertainty head and learning from
/// objects, which are short, run on the managed engine. The same run gives the same model up to rounding; on a GPU sums are added in no
/// fixed order, so digits differ from run to run. A cancellation is heard between batches (<see cref="TorchOptions.BatchSize"/>).
/// </remarks>
public sealed class TorchEmbeddingTrainer : IEmbeddingTrainer
{
    /// <summary>A trainer.</summary>
    /// <param name="options">Where and how to compute; <see langword="null"/> for the defaults.</param>
    public TorchEmbeddingTrainer(TorchOptions? options = null) => Options = options ?? new TorchOptions();

    /// <summary>What the trainer was made with.</summary>
    public TorchOptions Options { get; }

    /// <summary>Trains a model on a thread of its own.</summary>
    /// <inheritdoc cref="IEmbeddingTrainer.TrainAsync"/>
    /// <exception cref="NativeLibraryException">libtorch cannot be loaded.</exception>
    /// <exception cref="RuntimePackageException">Packages with its native libraries exclude each other.</exception>
    /// <exception cref="DeviceNotFoundException">The device is not there.</exception>
    /// <exception cref="CudaDriverException">Its driver does not suit.</exception>
    /// <exception cref="DeviceMemoryException">It has not enough memory.</exception>
    public async Task<TorchEmbeddingModel> TrainAsync(
        IReadOnlyList<MicroscopyImage> images,
        TrainingOptions? options = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        EmbeddingModel model = await EmbeddingTrainer.TrainAsync(
            () => new TorchTrainingEngine(new TorchSession(Options)), images, options, progress, cancellationToken).ConfigureAwait(false);
        return new TorchEmbeddingModel(model, Options);
    }

    async Task<IEmbeddingModel> IEmbeddingTrainer.TrainAsync(
        IReadOnlyList<MicroscopyImage> images, TrainingOptions? options, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken) =>
        await TrainAsync(images, options, progress, cancellationToken).ConfigureAwait(false);
}
