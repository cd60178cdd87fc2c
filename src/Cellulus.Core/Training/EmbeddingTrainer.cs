using System.Diagnostics;
using System.Globalization;
using Cellulus.Engine;

namespace Cellulus;

/// <summary>Trains the mini U-Net of the paper on the managed engine.</summary>
/// <remarks>
/// Same images, options and seed give the same model, bit for bit, for any number of threads and whether or not the run was
/// interrupted and resumed. A time limit is the exception: where it ends a run depends on the machine.
/// </remarks>
public sealed class EmbeddingTrainer : IEmbeddingTrainer
{
    // What a network has learned in fewer steps gives no objects to learn from.
    private const int FewestStepsBeforeSelfTraining = 100;

    // Each crop of the uncertainty head takes 17 forward passes, a training crop about 3; so a short training is not drowned by it.
    private const int TrainingCropsPerCrop = 20, FewestCrops = 4, FitStepsPerCrop = 32;

    // Of the time that learning from objects takes, the first look at them.
    private const double LookShare = 0.1;

    private const string Remedy = "Use fewer threads, smaller crops or fewer features, or train on fewer images; or allow more memory.";

    /// <summary>
    /// Works out what a training would take from memory, images included, within a few per cent; the runtime itself takes some
    /// 50 MB beside it. Cheap, unless the object diameter is not given: then it is estimated from the images as in training.
    /// </summary>
    /// <param name="images">Raw images.</param>
    /// <param name="options">How to train; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Stops the estimate.</param>
    /// <exception cref="TrainingException">No image can be used, or the images differ in channels or rank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static MemoryPlan Plan(IReadOnlyList<MicroscopyImage> images, TrainingOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        options ??= new TrainingOptions();
        TrainingOptionsCheck.Check(options);
        return PlanOn(new ManagedTrainingEngine(), images, options, cancellationToken);
    }

    /// <summary>Trains a model on a thread of its own.</summary>
    /// <inheritdoc cref="IEmbeddingTrainer.TrainAsync"/>
    public Task<EmbeddingModel> TrainAsync(
        IReadOnlyList<MicroscopyImage> images,
        TrainingOptions? options = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        TrainAsync(() => new ManagedTrainingEngine(), images, options, progress, cancellationToken);

    async Task<IEmbeddingModel> IEmbeddingTrainer.TrainAsync(
        IReadOnlyList<MicroscopyImage> images, TrainingOptions? options, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken) =>
        await TrainAsync(images, options, progress, cancellationToken).ConfigureAwait(false);

    /// <summary>Trains on an engine that is made on the training's own thread.</summary>
    internal static async Task<EmbeddingModel> TrainAsync(
        Func<ITrainingEngine> createEngine, IReadOnlyList<MicroscopyImage> images, TrainingOptions? options,
        IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(images);
        options ??= new TrainingOptions();
        TrainingOptionsCheck.Check(options);
        return await Task.Factory.StartNew(
            () => Train(createEngine(), images, options, progress, cancellationToken),
            cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
    }

    internal static MemoryPlan PlanOn(
        ITrainingEngine engine, IReadOnlyList<MicroscopyImage> images, TrainingOptions options, CancellationToken cancellationToken)
    {
        var execution = new StageExecution { MaxDegreeOfParallelism = options.MaxDegreeOfParallelism, CancellationToken = cancellationToken };
        return engine.Plan(TrainingSetup.Create(images, options, execution), images);
    }

    private static EmbeddingModel Train(
        ITrainingEngine engine, IReadOnlyList<MicroscopyImage> images, TrainingOptions options, IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        var execution = new StageExecution { MaxDegreeOfParallelism = options.MaxDegreeOfParallelism, CancellationToken = cancellationToken };
        bool isDiameterGiven = options.ObjectDiameter is not null;
        long began = Stopwatch.GetTimestamp();
        TrainingSetup setup = TrainingSetup.Create(images, options, execution);
        options = setup.Options;
        var clock = new TrainingClock(options.Iterations!.Value, options.TimeLimit, options.ObjectDiameter, began)
        {
            FewestForObjects = options.SelfTraining is null ? null : FewestStepsBeforeSelfTraining,
        };
        bool learnsObjects = LearnsObjects(options, options.Iterations!.Value);
        WholeTraining? whole = progress is null ? null : new WholeTraining(progress, options, images[0].Shape.Rank, learnsObjects, clock);
        EmbeddingModel trained = options.TimeLimit is not null || !learnsObjects
            ? TrainOnce(engine, setup, isDiameterGiven, images, clock, whole, execution)
            : TrainUntilConvinced(engine, setup, isDiameterGiven, images, clock, whole, execution);
        whole?.Finish();
        return trained;
    }

    private static EmbeddingModel TrainOnce(
        ITrainingEngine engine, TrainingSetup setup, bool isDiameterGiven, IReadOnlyList<MicroscopyImage> images, TrainingClock clock,
        IProgress<TrainingProgress>? progress, StageExecution execution)
    {
        EmbeddingModel model = TrainEmbedding(engine, setup, images, clock, progress, execution);
        // By the steps that were taken: a time limit may have left too few.
        if (!LearnsObjects(setup.Options, model.Iterations))
            return model;
        using var deadline = new Deadline(clock.Left, execution.CancellationToken);
        StageExecution rest = Reports(clock, model, progress, execution) with { CancellationToken = deadline.Token };
        return deadline.Run(() => SelfTrainer.Train(model, images, HowToLearnObjects(setup.Options, model), isDiameterGiven, rest, deadline: deadline), model);
    }

    private static EmbeddingModel TrainUntilConvinced(
        ITrainingEngine engine, TrainingSetup setup, bool isDiameterGiven, IReadOnlyList<MicroscopyImage> images, TrainingClock clock,
        IProgress<TrainingProgress>? progress, StageExecution execution)
    {
        TrainingOptions options = setup.Options;
        FirstLook look = SecondOpinion.Ask(setup, isDiameterGiven, images, (at, some) =>
        {
            clock = clock.ForNext(at.Options.Iterations!.Value, at.Options.ObjectDiameter);
            EmbeddingModel model = TrainEmbedding(engine, at, some, clock, progress, execution);
            return FirstLook.Of(model, some, options.SelfTraining!, Reports(clock, model, progress, execution).Part(0, LookShare));
        });
        StageExecution rest = Reports(clock, look.Model, progress, execution).Part(LookShare, 1);
        return SelfTrainer.Train(look, HowToLearnObjects(options, look.Model), isDiameterGiven, rest);
    }

    // The weights are final once the steps are taken: what is learned afterwards changes nothing of the embedding.
    private static EmbeddingModel TrainEmbedding(
        ITrainingEngine engine, TrainingSetup setup, IReadOnlyList<MicroscopyImage> images, TrainingClock clock, IProgress<TrainingProgress>? progress,
        StageExecution execution)
    {
        (TrainingOptions options, _, ImageShape crop) = setup;
        if (options.MemoryBudget is not null)
            engine.Plan(setup, images).Require(options.MemoryBudget, Remedy);
        TrainingSet set = TrainingSet.Prepare(images, options.ObjectDiameter!.Value, options.WorkingDiameter!.Value, execution);
        EmbeddingModel model = TrainWeights(engine, setup, set, clock, progress, execution);
        return options.LearnUncertainty ? LearnUncertainty(engine, model, set, crop, options, clock, progress, execution) : model;
    }

    // What the steps need is let go of before the uncertainty is learned. A training that learns nothing begins anew from other weights.
    private static EmbeddingModel TrainWeights(
        ITrainingEngine engine, TrainingSetup setup, TrainingSet set, TrainingClock clock, IProgress<TrainingProgress>? progress, StageExecution execution)
    {
        (TrainingOptions options, ModelMetadata metadata, ImageShape crop) = setup;
        var layout = new UNetLayout(metadata.Architecture);
        var watch = new LearningWatch(options, metadata.Architecture.Rank);
        string fingerprint = options.CheckpointPath is null ? "" : Checkpoint.Fingerprint(options, set, crop);
        TrainingState state = Begin(layout, options, attempt: 1);
        if (options.Resume && options.CheckpointPath is { } saved && File.Exists(saved))
        {
            Checkpoint.Read(saved, fingerprint, layout, state);
            clock.GoOn(state.Iteration, state.Loss, state.Elapsed);
        }
        while (!TakeSteps(engine, setup, set, layout, state, watch, fingerprint, clock, progress, execution))
            state = state.Attempt < LearningWatch.MostAttempts ? Begin(layout, options, state.Attempt + 1) : throw new TrainingException(
                string.Create(CultureInfo.InvariantCulture,
                    $"The network learned nothing from these images in {LearningWatch.MostAttempts} trainings: the loss stays at {clock.Last.Loss:0.000}, ")
                + "that of a network which says the same everywhere. Check that the images show objects and that the object diameter is right.");
        return new EmbeddingModel(metadata with { Iterations = state.Iteration }, state.Parameters);
    }

    private static TrainingState Begin(UNetLayout layout, TrainingOptions options, int attempt)
    {
        var state = new TrainingState(layout) { Attempt = attempt };
        UNetParameters.Initialize(layout, options.Seed + ((ulong)(attempt - 1) << 32), state.Parameters);
        return state;
    }

    /// <returns>False if nothing is being learned.</returns>
    private static bool TakeSteps(
        ITrainingEngine engine, TrainingSetup setup, TrainingSet set, UNetLayout layout, TrainingState state, LearningWatch watch, string fingerprint,
        TrainingClock clock, IProgress<TrainingProgress>? progress, StageExecution execution)
    {
        TrainingOptions options = setup.Options;
        using ITrainingStep step = engine.CreateStep(setup, set);
        try
        {
            while (clock.Share(state.Iteration) is var share && share < 1)
            {
                execution.CancellationToken.ThrowIfCancellationRequested();
                double learningRate = LearningRateSchedule.At(options, share);
                double loss = step.Run(state, learningRate, execution);
                TrainingProgress report = clock.Tick(state.Iteration, loss, learningRate, state.Attempt);
                // The last one as well: what follows the steps may be stopped, too.
                bool isDue = state.Iteration % options.CheckpointInterval == 0 || clock.Share(state.Iteration) >= 1;
                string? warning = isDue ? Keep() : null;
                progress?.Report(report with { Warning = warning });
                if (watch.HasFailed(state.Iteration, report.Loss))
                    return false;
            }
        }
        catch (OperationCanceledException)
        {
            Keep();
            throw;
        }
        step.Synchronize(state);
        return true;

        // A disk may have room again by the next time, and at the latest when the model is written.
        string? Keep()
        {
            if (options.CheckpointPath is not { } path)
                return null;
            try
            {
                step.Synchronize(state);
                (state.Elapsed, state.Loss) = (clock.Elapsed, clock.Last.Loss);
                Checkpoint.Write(path, fingerprint, setup.Metadata, layout, state);
                return null;
            }
            catch (ModelFileException e)
            {
                return $"{e.Message} The training goes on without this checkpoint.";
            }
        }
    }

    private static EmbeddingModel LearnUncertainty(
        ITrainingEngine engine, EmbeddingModel model, TrainingSet set, ImageShape crop, TrainingOptions options, TrainingClock clock,
        IProgress<TrainingProgress>? progress, StageExecution execution)
    {
        UncertaintyHeadOptions how = HowToLearnUncertainty(options, model.Iterations);
        var report = progress is null ? null : new ShareProgress(share => progress.Report(clock.Last with { Iteration = model.Iterations, UncertaintyShare = share }));
        IForwardPass pass = engine.CreatePass(model);
        using var release = pass as IDisposable;
        using var deadline = new Deadline(clock.Left, execution.CancellationToken);
        return deadline.Run(() => UncertaintyHeadTrainer.Fit(
            model, pass, set.Images, crop, how, execution with { Progress = report, CancellationToken = deadline.Token }), model);
    }

    private static bool LearnsObjects(TrainingOptions options, int iterations) => options.SelfTraining is not null && iterations >= FewestStepsBeforeSelfTraining;

    private static SelfTrainingOptions HowToLearnObjects(TrainingOptions options, EmbeddingModel model)
    {
        SelfTrainingOptions how = SelfTrainingDefaults.Fill(options.SelfTraining!, model.Description.Rank);
        return how with { Iterations = Math.Min(how.Iterations!.Value, model.Iterations), Seed = options.Seed };
    }

    private static StageExecution Reports(TrainingClock clock, EmbeddingModel model, IProgress<TrainingProgress>? progress, StageExecution execution) => execution with
    {
        Progress = progress is null ? null
            : new ShareProgress(share => progress.Report(clock.Last with { Iteration = model.Iterations, SelfTrainingShare = share })),
    };

    internal static UncertaintyHeadOptions HowToLearnUncertainty(TrainingOptions options, int iterations)
    {
        var most = new UncertaintyHeadOptions { Seed = options.Seed };
        int crops = (int)Math.Clamp((long)iterations * options.BatchSize / TrainingCropsPerCrop, FewestCrops, most.Crops);
        return most with { Crops = crops, Iterations = Math.Min(most.Iterations, crops * FitStepsPerCrop) };
    }
}
