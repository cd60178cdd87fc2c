using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// Trains a star-convex model on drawn objects, on predictions, or on both (paper section 4.2): half of the crops are drawn from the sparse
/// data
/// set, less where few objects are drawn, the others from the pseudo data set.
/// </summary>
/// <remarks>Same images, labels, options and seed give the same model, bit for bit, for any number of threads.</remarks>
public sealed class StarConvexTrainer : ISupervisedTrainer
{
    private const int PlaneCrop = 124, VolumeCrop = 44;

    /// <summary>Of the work; thresholds are chosen after the steps.</summary>
    private const double StepsShare = 0.9;

    /// <summary>Crops of the pseudo data set about objects; of the sparse one all are, elsewhere nothing is known.</summary>
    private const double PseudoAboutObjects = 0.5;

    /// <summary>How much better in F1 other thresholds must be on what was learned from.</summary>
    private const double GainOnLearned = 0.05;

    /// <summary>Trains a model on a thread of its own.</summary>
    /// <inheritdoc cref="ISupervisedTrainer.TrainAsync"/>
    public Task<StarConvexModel> TrainAsync(
        IReadOnlyList<SupervisedImage> images,
        SupervisedTrainingOptions? options = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        TrainAsync(() => new ManagedStarEngine(), images, options, progress, cancellationToken);

    async Task<IInstanceDetector> ISupervisedTrainer.TrainAsync(
        IReadOnlyList<SupervisedImage> images, SupervisedTrainingOptions? options, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken) =>
        await TrainAsync(images, options, progress, cancellationToken).ConfigureAwait(false);

    /// <summary>Trains on an engine that is made on the training's own thread.</summary>
    internal static Task<StarConvexModel> TrainAsync(
        Func<IStarEngine> createEngine, IReadOnlyList<SupervisedImage> images, SupervisedTrainingOptions? options,
        IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(images);
        options ??= new SupervisedTrainingOptions();
        return Task.Factory.StartNew(
            () => Train(createEngine(), images, options, progress, cancellationToken),
            cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private static StarConvexModel Train(
        IStarEngine engine, IReadOnlyList<SupervisedImage> images, SupervisedTrainingOptions options, IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        var execution = new StageExecution { MaxDegreeOfParallelism = options.MaxDegreeOfParallelism, CancellationToken = cancellationToken };
        SupervisedSet set = SupervisedSet.Prepare(images, options, execution);
        StarSchedule schedule = StarSchedule.For(set.Working[0].Shape.Rank, set.Beginning.GoesOn, set.IsMuchDrawn).With(options);
        StarConvexMetadata metadata = Describe(set, schedule, options);
        var model = new StarConvexModel(metadata, TrainWeights(engine, set, metadata, schedule, options, progress, execution));
        ITilePass pass = engine.CreatePass(model);
        using var release = pass as IDisposable;
        model = ChooseThresholds(model, set, execution, pass);
        return model.WithTypicalConfidence(ConfidenceSurvey.Typical(model, set.Working, execution, pass))
            .WithLeastContrast(DrawnContrast.Least(model, set.Drawn, execution, pass));
    }

    private static StarConvexModel ChooseThresholds(StarConvexModel model, SupervisedSet set, StageExecution execution, ITilePass pass)
    {
        if (set.Predicted.Count > 0 && !set.IsMuchDrawn)
            model = CountMatching.Choose(model, set.Predicted, execution, pass);
        if (set.HeldOut.Count > 0)
            return ThresholdChoice.Choose(model, set.HeldOut, leastGain: 0, execution, pass);
        if (set.Predicted.Count > 0)
            return model;
        // What was learned from is known by heart: it speaks only where the usual thresholds fail, as after few steps.
        return ThresholdChoice.Choose(model, [.. set.Sparse.Select(i => new JudgedImage(i.Image, i.Labels, Counts: _ => true))], GainOnLearned, execution, pass);
    }

    private static StarConvexMetadata Describe(SupervisedSet set, StarSchedule schedule, SupervisedTrainingOptions options)
    {
        int rank = set.Working[0].Shape.Rank;
        ObjectMetadata sizes = set.Beginning.Sizes;
        return new StarConvexMetadata
        {
            Rank = rank,
            Channels = set.Working[0].Channels,
            FewestChannels = set.Beginning.FewestChannels,
            Levels = sizes.Levels,
            Features = sizes.Features,
            FeatureFactor = sizes.FeatureFactor,
            HeadFeatures = sizes.HeadFeatures,
            Rays = set.Beginning.Rays ?? options.Rays ?? (rank == 3 ? RayDirections.Spatial : RayDirections.Planar),
            Anisotropy = set.Anisotropy,
            ObjectDiameter = set.ObjectDiameter,
            WorkingDiameter = set.Beginning.WorkingDiameter,
            Iterations = schedule.Iterations,
        };
    }

    private static float[] TrainWeights(
        IStarEngine engine, SupervisedSet set, StarConvexMetadata metadata, StarSchedule schedule, SupervisedTrainingOptions options,
        IProgress<TrainingProgress>? progress, StageExecution execution)
    {
        UNetLayout layout = metadata.CreateLayout();
        int side = options.CropSize ?? (metadata.Rank == 3 ? VolumeCrop : PlaneCrop);
        var crop = ImageShape.Cube(metadata.Rank, side);
        IReadOnlyList<StarDataSet> sets = DataSets(set, crop, layout.Architecture.OutputOf(crop), options.Alpha);
        double unevenness = StainUnevenness.ForTraining([.. set.Pseudo, .. set.Sparse], metadata.WorkingDiameter);
        var examples = new StarExamples(layout, crop, sets, metadata.CreateDirections(), metadata.Unit, unevenness, schedule.ChangedShare, options);
        using ITrainingStep step = engine.CreateStep(examples);
        var state = new TrainingState(layout);
        var clock = new TrainingClock(schedule.Iterations);
        set.Beginning.Fill(layout, metadata.CreateDirections(), options.Seed, state.Parameters);
        while (state.Iteration < schedule.Iterations)
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            double rate = WarmedLearningRate.At(schedule.LearningRate, (state.Iteration + 0.5) / schedule.Iterations);
            double loss = step.Run(state, rate, execution);
            TrainingProgress report = clock.Tick(state.Iteration, loss, rate);
            progress?.Report(report with { Fraction = StepsShare * report.Fraction });
        }
        step.Synchronize(state);
        return state.Parameters;
    }

    private static IReadOnlyList<StarDataSet> DataSets(SupervisedSet set, ImageShape crop, ImageShape output, double alpha)
    {
        LabelledImage[] drawn = [.. set.Sparse.Where(i => i.Places.Count > 0)];
        int predicted = set.Pseudo.Sum(i => i.Objects.Count);
        bool hasDrawn = drawn.Length > 0, hasPredicted = predicted > 0;
        double share = StarDataSet.ShareOfDrawn(drawn.Sum(i => i.Places.Count), predicted);
        var sets = new List<StarDataSet>();
        if (hasDrawn)
            sets.Add(new StarDataSet(Sampler(drawn, aboutObjects: 1), share, hasPredicted ? 2 * (1 - alpha) : 1));
        if (hasPredicted)
            sets.Add(new StarDataSet(Sampler(set.Pseudo, PseudoAboutObjects), 1 - share, hasDrawn ? 2 * alpha : 1));
        return sets;

        // Labels of the whole crop: rays run on beyond the output.
        ObjectCropSampler Sampler(IReadOnlyList<LabelledImage> images, double aboutObjects) => new(images, crop, output, aboutObjects, labelled: crop);
    }
}
