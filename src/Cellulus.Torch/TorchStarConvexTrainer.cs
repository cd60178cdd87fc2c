namespace Cellulus.Torch;

/// <summary>
/// Trains a star-convex model (paper section 4.2; Schmidt et al. 2018) on TorchSharp: on a GPU, or on libtorch's CPU engine. Begins with
/// the
/// weights of <see cref="StarConvexTrainer"/> and sees the same crops and targets with the same images, labels, options and seed.
/// </summary>
/// <remarks>
/// The optimizer's steps and the passes by which the thresholds are chosen run on the device; labels, crops and targets are prepared by
/// managed code. Each step is that of the managed engine up to rounding, which later steps enlarge: after hundreds of them the models of
/// the two
/// engines differ as those of two seeds do. On a GPU sums are added in no fixed order, so there even two runs differ. A cancellation is
/// heard
/// between batches (<see cref="TorchOptions.BatchSize"/>).
/// </remarks>
public sealed class TorchStarConvexTrainer : ISupervisedTrainer
{
    /// <summary>A trainer.</summary>
    /// <param name="options">Where and how to compute; <see langword="null"/> for the defaults.</param>
    public TorchStarConvexTrainer(TorchOptions? options = null) => Options = options ?? new TorchOptions();

    /// <summary>What the trainer was made with.</summary>
    public TorchOptions Options { get; }

    /// <summary>Trains a model on a thread of its own.</summary>
    /// <inheritdoc cref="ISupervisedTrainer.TrainAsync"/>
    /// <exception cref="NativeLibraryException">libtorch cannot be loaded.</exception>
    /// <exception cref="RuntimePackageException">Packages with its native libraries exclude each other.</exception>
    /// <exception cref="DeviceNotFoundException">The device is not there.</exception>
    /// <exception cref="CudaDriverException">Its driver does not suit.</exception>
    /// <exception cref="DeviceMemoryException">It has not enough memory.</exception>
    public async Task<TorchStarConvexModel> TrainAsync(
        IReadOnlyList<SupervisedImage> images,
        SupervisedTrainingOptions? options = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        StarConvexModel model = await StarConvexTrainer.TrainAsync(
            () => new TorchStarEngine(new TorchSession(Options)), images, options, progress, cancellationToken).ConfigureAwait(false);
        return new TorchStarConvexModel(model, Options);
    }

    async Task<IInstanceDetector> ISupervisedTrainer.TrainAsync(
        IReadOnlyList<SupervisedImage> images, SupervisedTrainingOptions? options, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken) =>
        await TrainAsync(images, options, progress, cancellationToken).ConfigureAwait(false);
}
