using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// Teaches a trained model to tell its uncertainty from one pass, by looking at what noisy passes do to some crops. Embeddings without
/// noise stay the same, bit for bit. The same model, images and options give the same result, for any number of threads.
/// </summary>
/// <remarks><see cref="EmbeddingTrainer"/> does this at the end of each training; it is of use for models from elsewhere.</remarks>
public sealed class UncertaintyHeadTrainer
{
    /// <summary>Share of the progress that belongs to the passes; the fit takes the rest.</summary>
    private const double PassesShare = 0.9;

    /// <summary>Fits an uncertainty head on a thread of its own. No label is ever read.</summary>
    /// <param name="model">The trained model; an uncertainty head that it has already is replaced.</param>
    /// <param name="images">Raw images like those to segment, any mix of sizes.</param>
    /// <param name="options">How; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Told the finished share, 0 to 1, from the working threads.</param>
    /// <param name="cancellationToken">Stops the work within 250 ms.</param>
    /// <returns>The same model with the head.</returns>
    /// <exception cref="ModelMismatchException">The images have other channels or another rank than the model.</exception>
    /// <exception cref="TrainingException">No image can be used, or the images differ in channels or rank.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<EmbeddingModel> FitAsync(
        EmbeddingModel model,
        IReadOnlyList<MicroscopyImage> images,
        UncertaintyHeadOptions? options = null,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        options ??= new UncertaintyHeadOptions();
        return await Task.Factory.StartNew(
            () => Fit(model, images, options, progress, cancellationToken),
            cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
    }

    private static EmbeddingModel Fit(
        EmbeddingModel model, IReadOnlyList<MicroscopyImage> images, UncertaintyHeadOptions options, IProgress<double>? progress,
        CancellationToken cancellationToken)
    {
        TrainingSet.Check(images);
        EmbeddingModelDescription description = model.Description;
        if (images[0].Channels != description.Channels || images[0].Shape.Rank != description.Rank)
            throw new ModelMismatchException(
                $"The model is for images of {description.Channels} channel(s) and {description.Rank} dimensions; these have " +
                $"{images[0].Channels} and {images[0].Shape.Rank}. Give images like those that it was trained on.");
        var execution = new StageExecution
        {
            MaxDegreeOfParallelism = options.MaxDegreeOfParallelism, CancellationToken = cancellationToken, Progress = progress,
        };
        TrainingSet set = TrainingSet.Prepare(images, description.ObjectDiameter, description.WorkingDiameter, execution);
        int side = TrainingDefaults.For(description.Rank).CropSize;
        return Fit(model, model.Network, set.Images, ImageShape.Cube(description.Rank, side), options, execution);
    }

    /// <summary>Fits on images that are normalised and rescaled already; <paramref name="pass"/> runs the model's network.</summary>
    internal static EmbeddingModel Fit(
        EmbeddingModel model, IForwardPass pass, IReadOnlyList<MicroscopyImage> images, ImageShape crop, UncertaintyHeadOptions options, StageExecution execution)
    {
        var layout = new UncertaintyHeadLayout(model.Layout.Architecture);
        UncertaintySamples samples = new UncertaintySampler(pass, images, crop, options).Run(execution.Part(0, PassesShare));
        float[] parameters = new UncertaintyRegression(samples, layout).Run(options.Iterations, options.Seed, execution.Part(PassesShare, 1));
        return model.With(new UncertaintyHead(layout, parameters));
    }
}
