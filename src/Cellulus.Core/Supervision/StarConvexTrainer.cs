using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// Trains a star-convex model on drawn objects, on predictions, or on both (paper section 4.2): half of the crops are drawn from the sparse data
/// set, less where few objects are drawn, the others from the pseudo data set.
/// </summary>
/// <remarks>Same images, labels, options and seed give the same model, bit for bit, for any number of threads.</remarks>
public sealed class StarConvexTrainer : ISupervisedTrainer
{
    internal const int PlaneIterations = 3000, VolumeIterations = 1000;
    private const int PlaneCrop = 124, VolumeCrop = 44;

    /// <summary>Growth of the feature maps per level: the paper's 3 costs twice the time here.</summary>
    private const int FeatureFactor = 2;

    /// <summary>Distances begin at about those of a disc, probabilities at about the mean.</summary>
    private const float FirstDistance = 0.8f, FirstLogit = -1.5f;

    /// <summary>
    /// Share of the usual first weights of the last layer. With all of them, rays begin as noise; the quickest way out of it is to let features
    /// die, two thirds of those that the rays are told from, and outlines stay discs.
    /// </summary>
    private const float FirstWeights = 0.1f;

    /// <summary>Crops of the pseudo data set about objects; of the sparse one all are, elsewhere nothing is known.</summary>
    private const double PseudoAboutObjects = 0.5;

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
        StarConvexMetadata metadata = Describe(set, options);
        var model = new StarConvexModel(metadata, TrainWeights(engine, set, metadata, options, progress, execution));
        // Where too few objects are drawn to hold some out, what was learned from chooses: believed predictions first, they are more.
        IEnumerable<LabelledImage> learned = set.Pseudo.Count > 0 ? set.Pseudo : set.Sparse;
        ITilePass pass = engine.CreatePass(model);
        using var release = pass as IDisposable;
        return ThresholdChoice.Choose(
            model, set.HeldOut.Count > 0 ? set.HeldOut : [.. learned.Select(i => new JudgedImage(i.Image, i.Labels, Counts: _ => true))], execution, pass);
    }

    private static StarConvexMetadata Describe(SupervisedSet set, SupervisedTrainingOptions options)
    {
        int rank = set.Working[0].Shape.Rank;
        return new StarConvexMetadata
        {
            Rank = rank,
            Channels = set.Working[0].Channels,
            // As for object networks: three levels would cost three quarters of each tile of a volume.
            Levels = rank == 3 ? 2 : 3,
            Features = options.Features,
            FeatureFactor = FeatureFactor,
            HeadFeatures = 2 * options.Features,
            Rays = options.Rays ?? (rank == 3 ? RayDirections.Spatial : RayDirections.Planar),
            Anisotropy = set.Anisotropy,
            ObjectDiameter = set.ObjectDiameter,
            WorkingDiameter = SupervisedSet.WorkingDiameter,
            Iterations = options.Iterations ?? (rank == 3 ? VolumeIterations : PlaneIterations),
        };
    }

    private static float[] TrainWeights(
        IStarEngine engine, SupervisedSet set, StarConvexMetadata metadata, SupervisedTrainingOptions options, IProgress<TrainingProgress>? progress,
        StageExecution execution)
    {
        UNetLayout layout = metadata.CreateLayout();
        int side = options.CropSize ?? (metadata.Rank == 3 ? VolumeCrop : PlaneCrop);
        var crop = new ImageShape(metadata.Rank == 3 ? side : 1, side, side);
        IReadOnlyList<StarDataSet> sets = DataSets(set, crop, layout.Architecture.OutputOf(crop), options.Alpha);
        double unevenness = StainUnevenness.ForTraining([.. set.Pseudo, .. set.Sparse], metadata.WorkingDiameter);
        using ITrainingStep step = engine.CreateStep(new StarExamples(layout, crop, sets, metadata.CreateDirections(), metadata.Unit, unevenness, options));
        var state = new TrainingState(layout);
        var clock = new TrainingClock(new TrainingOptions { Iterations = metadata.Iterations });
        UNetParameters.Initialize(layout, options.Seed, state.Parameters, RandomStreams.StarWeights);
        BeginWithDiscs(layout.Head[1], state.Parameters);
        while (state.Iteration < metadata.Iterations)
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            double rate = WarmedLearningRate.At(options.LearningRate, (state.Iteration + 0.5) / metadata.Iterations);
            double loss = step.Run(state, rate, execution);
            progress?.Report(clock.Tick(state.Iteration, loss, rate));
        }
        step.Synchronize(state);
        return state.Parameters;
    }

    private static void BeginWithDiscs(ConvolutionLayer outputs, Span<float> parameters)
    {
        UNetParameters.SetWeight(outputs, Array.ConvertAll(UNetParameters.GetWeight(outputs, parameters), w => FirstWeights * w), parameters);
        Span<float> bias = parameters.Slice(outputs.BiasOffset, outputs.Outputs);
        bias[StarOutputs.Depth] = bias[StarOutputs.Foreground] = FirstLogit;
        bias[StarOutputs.FirstRay..].Fill(FirstDistance);
    }

    private static IReadOnlyList<StarDataSet> DataSets(SupervisedSet set, ImageShape crop, ImageShape output, double alpha)
    {
        LabelledImage[] drawn = [.. set.Sparse.Where(i => i.Objects.Count > 0)];
        int predicted = set.Pseudo.Sum(i => i.Objects.Count);
        bool hasDrawn = drawn.Length > 0, hasPredicted = predicted > 0;
        double share = StarDataSet.ShareOfDrawn(drawn.Sum(i => i.Objects.Count), predicted);
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
