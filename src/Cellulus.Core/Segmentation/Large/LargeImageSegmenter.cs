namespace Cellulus;

/// <summary>
/// The stages of <see cref="SegmentationPipeline"/> for an image that is larger than memory. Each stage goes through the image window by
/// window and leaves its result in scratch files; what a stage must know of the whole is gathered first. Labels and measurements are
/// those of the whole image, bit for bit.
/// </summary>
internal sealed class LargeImageSegmenter
{
    private readonly IImageSource _source;
    private readonly SegmentationParameters _parameters;
    private readonly StreamedStages _stages;
    private readonly LargeImagePlanner _planner;
    private readonly LargeImageOptions _large;

    /// <exception cref="NotStreamableException">A stage needs the whole image at once.</exception>
    /// <exception cref="MemoryBudgetException">The work cannot keep to the budget.</exception>
    public LargeImageSegmenter(SegmentationPipeline pipeline, IImageSource source, SegmentationOptions options, LargeImageOptions large)
    {
        _source = source;
        source.Shape.CheckedExtents(source.Channels);
        _parameters = pipeline.Resolve(source.Shape, source.Channels, source.PixelSize, options);
        _stages = StreamedStages.Of(pipeline, options);
        _large = large;
        _planner = new LargeImagePlanner(source, _parameters, _stages.Model, _stages.Refiners);
        Plan = _planner.Plan(large);
    }

    /// <summary>What the work will take.</summary>
    public LargeImagePlan Plan { get; private set; }

    public LargeSegmentation Segment(ILabelSink sink, IProgress<SegmentationProgress>? progress, CancellationToken cancellationToken)
    {
        using ScratchFolder scratch = ScratchFolder.Open(_large.ScratchFolder, _stages.Fingerprint(_source, _parameters));
        scratch.RequireSpace(Plan.ScratchBytes);
        // An earlier run may have had another budget; what it finished is in its windows.
        int window = (int)scratch.Recall("window", () => [Plan.WindowSize])[0];
        if (window != Plan.WindowSize)
            Plan = _planner.Plan(_large with { WindowSize = window });
        var clock = new StageClock(progress, 0, _parameters.Options.MaxDegreeOfParallelism, cancellationToken);
        var windows = new BoxGrid(_source.Shape, LargeImagePlanner.WindowOf(Plan.WindowSize, _source.Shape.Rank, 1));
        double[] intensity = clock.Run(SegmentationStage.Normalization, e => scratch.Recall("intensity", new IntensitySurvey(_source, windows, e).Run));
        LargeSegmentation result = IsConstant(intensity)
            ? WriteEmpty(sink, clock)
            : Segment(sink, scratch, windows, new NormalizedSource(_source, intensity), clock);
        scratch.Delete();
        return result;
    }

    private LargeSegmentation Segment(ILabelSink sink, ScratchFolder scratch, BoxGrid windows, NormalizedSource image, StageClock clock)
    {
        EmbeddingOptions options = SegmentationPipeline.EmbeddingOptionsOf(_parameters.Options);
        ImageShape window = LargeImagePlanner.NetworkWindowOf(Plan.WindowSize, _source.Shape.Rank, _stages.Model.Alignment);
        var embedding = new EmbeddingPass(
            image, _source.PixelSize, _stages.Model, new BoxGrid(_parameters.WorkingShape, window), options, scratch);
        StreamedField field = clock.Run(SegmentationStage.Embedding, embedding.Run);
        field = clock.Run(SegmentationStage.Background, e => field.With(
            scratch.Recall("threshold", () => [_stages.Background.FindThreshold(field, embedding.IsConstant, e)])[0]));
        ILabelReader clusters = clock.Run(SegmentationStage.Clustering, e => _stages.Clusterer.Cluster(field, scratch, e));

        var scene = new StreamedScene
        {
            Image = image,
            Field = field,
            ObjectDiameter = _parameters.ObjectDiameter,
            Scratch = scratch,
            Windows = windows,
            Strips = new BoxGrid(_source.Shape, new ImageShape(1, Plan.StripRows, _source.Shape.Width)),
            LargestWindow = Plan.LargestWindow,
        };
        ILabelReader labels = clock.Run(SegmentationStage.Refinement, e => Refine(scene, clusters, e));
        SegmentedObject[] objects = clock.Run(SegmentationStage.Measurement, e =>
        {
            SegmentedObject[] measured = StreamedMeasurement.Measure(scene, labels, e.Part(0, 0.5));
            LabelOutput.Write(labels, _source.PixelSize, sink, e.Part(0.5, 1));
            return measured;
        });
        return Result(objects, clock, embedding);
    }

    private ILabelReader Refine(StreamedScene scene, ILabelReader clusters, StageExecution execution)
    {
        ILabelReader labels = new RescaledLabels(clusters, scene.Field, scene.Shape);
        int steps = _stages.Refiners.Count + 1;
        for (int i = 0; i < _stages.Refiners.Count; i++)
            labels = _stages.Refiners[i].Refine(scene, labels, $"refinement-{i + 1}", execution.Part((double)i / steps, (i + 1.0) / steps));
        return LabelOutput.CloseGaps(scene, labels, execution);
    }

    private LargeSegmentation WriteEmpty(ILabelSink sink, StageClock clock)
    {
        // Noise on nothing looks like structure; there is nothing to find.
        clock.Run(SegmentationStage.Measurement, e =>
        {
            LabelOutput.Write(new EmptyLabels(_source.Shape), _source.PixelSize, sink, e);
            return true;
        });
        return Result([], clock, null);
    }

    private LargeSegmentation Result(SegmentedObject[] objects, StageClock clock, EmbeddingPass? embedding) =>
        new(objects, _parameters, Plan, clock.Timings, embedding?.Windows ?? 0, embedding?.Resumed ?? 0);

    private bool IsConstant(double[] intensity)
    {
        double[] ranges = intensity[(2 * _source.Channels)..];
        return Enumerable.Range(0, _source.Channels).All(c => ranges[2 * c] >= ranges[2 * c + 1]);
    }
}
