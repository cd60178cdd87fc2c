namespace Cellulus;

/// <summary>The stages of a segmentation, one after the other, on the calling thread. Immutable.</summary>
internal sealed class SegmentationPipeline(
    IEmbeddingModel model, IBackgroundEstimator background, IInstanceClusterer clusterer, ISegmentationRefiner[] refiners)
{
    /// <summary>Field of view of the network in working pixels (paper section 3.1).</summary>
    private const int FieldOfView = 16;

    public Segmentation Segment(
        MicroscopyImage image, SegmentationOptions? options, int imageIndex, IProgress<SegmentationProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        options ??= SegmentationOptions.Default;
        SegmentationParameters parameters = Resolve(image, options);
        var clock = new StageClock(progress, imageIndex, options.MaxDegreeOfParallelism, cancellationToken);
        if (image.IsConstant)
        {
            // Noise on nothing looks like structure; there is nothing to find.
            clock.Finish();
            return new Segmentation(LabelImage.Empty(image.Shape), [], parameters, clock.Timings, null);
        }

        MicroscopyImage normalized = clock.Run(SegmentationStage.Normalization, e => Normalization.Normalize(image, execution: e));
        MicroscopyImage working = clock.Run(SegmentationStage.Rescaling, e => Rescaling.Rescale(normalized, parameters.WorkingShape, e));
        EmbeddingField embedding = clock.Run(SegmentationStage.Embedding, e => model.Embed(working, EmbeddingOptionsOf(options), e));
        CheckGrid(embedding.Shape, working.Shape, model);
        ForegroundMask foreground = clock.Run(SegmentationStage.Background, e => background.EstimateForeground(working, embedding, e));
        CheckGrid(foreground.Shape, working.Shape, background);
        LabelImage clusters = clock.Run(SegmentationStage.Clustering, e => clusterer.Cluster(embedding, foreground, e));
        CheckGrid(clusters.Shape, working.Shape, clusterer);
        LabelImage labels = clock.Run(SegmentationStage.Refinement, e => Refine(normalized, clusters, parameters.ObjectDiameter, embedding, e));
        SegmentedObject[] objects = clock.Run(SegmentationStage.Measurement, e => ObjectMeasurement.Measure(
            labels, image, EmbeddingConfidence.Of(labels, embedding, parameters.ObjectDiameter, e.CancellationToken), e.CancellationToken));
        return new Segmentation(labels, objects, parameters, clock.Timings, options.KeepEmbedding ? embedding : null);
    }

    private LabelImage Refine(MicroscopyImage image, LabelImage clusters, double diameter, EmbeddingField embedding, StageExecution execution)
    {
        LabelImage labels = LabelRescaling.Rescale(clusters, image.Shape, execution);
        foreach (ISegmentationRefiner refiner in refiners)
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            labels = refiner.Refine(new RefinementInput(image, labels, diameter, embedding), execution);
            CheckGrid(labels.Shape, image.Shape, refiner);
        }
        int[] numbered = labels.Labels.ToArray();
        LabelNumbering.CloseGaps(numbered);
        return LabelImage.Adopt(numbered, labels.Shape);
    }

    public IEmbeddingModel Model => model;

    public IBackgroundEstimator Background => background;

    public IInstanceClusterer Clusterer => clusterer;

    public IReadOnlyList<ISegmentationRefiner> Refiners => refiners;

    /// <summary>Checks the image and settles what it will be segmented with.</summary>
    public SegmentationParameters Resolve(MicroscopyImage image, SegmentationOptions options)
    {
        SegmentationParameters parameters = Resolve(image.Shape, image.Channels, image.PixelSize, options);
        Rescaling.GetShape(image.Shape, parameters.Scale, image.PixelSize);
        return parameters;
    }

    /// <summary>The same for an image that need not fit in memory.</summary>
    public SegmentationParameters Resolve(ImageShape image, int channels, PixelSize? pixelSize, SegmentationOptions options)
    {
        EmbeddingModelDescription description = model.Description;
        CheckFits(image, channels, description);
        double diameter = options.ObjectDiameter ?? description.ObjectDiameter;
        double scale = description.WorkingDiameter / diameter;
        ImageShape shape = Rescaling.GetLargeShape(image, scale, pixelSize);
        if (Math.Min(shape.Width, shape.Height) < FieldOfView)
            throw new InvalidImageException(
                $"An image of {image} pixels with objects of {diameter:0.#} px becomes {shape} pixels at the scale of the network, " +
                $"which sees {FieldOfView} x {FieldOfView} at once. Use an image of at least {Math.Ceiling(FieldOfView / scale):0} pixels on either " +
                "side, or a smaller object diameter if the objects are smaller.");
        return new SegmentationParameters
        {
            Options = options,
            Model = description,
            ObjectDiameter = diameter,
            Passes = options.Passes ?? (description.LearnedUncertainty || description.LearnedObjects ? 0 : EmbeddingOptions.DefaultPasses),
            Scale = scale,
            WorkingShape = shape,
            ModelName = model.GetType().Name,
            BackgroundEstimator = background.GetType().Name,
            Clusterer = clusterer.GetType().Name,
            Refiners = [.. refiners.Select(r => r.GetType().Name)],
        };
    }

    private static void CheckFits(ImageShape image, int channels, EmbeddingModelDescription model)
    {
        if (channels != model.Channels)
            throw new ModelMismatchException(
                $"The model was trained on images of {model.Channels} channel(s), this image has {channels}. Choose the channels it was " +
                "trained on, or train a model on images like this one.");
        if (image.Rank != model.Rank)
            throw new ModelMismatchException(
                $"The model was trained on {(model.Rank == 3 ? "volumes" : "planes")}, this image of {image} pixels is a " +
                $"{(image.Rank == 3 ? "volume" : "plane")}. Train a model on images like this one.");
    }

    private static void CheckGrid(ImageShape actual, ImageShape expected, object stage)
    {
        if (actual != expected)
            throw new CellulusException(
                $"{stage.GetType().Name} returned a result of {actual} pixels for an input of {expected}; a stage must keep the grid.");
    }

    public static EmbeddingOptions EmbeddingOptionsOf(SegmentationOptions options) => new()
    {
        Passes = options.Passes,
        NoiseProbability = options.NoiseProbability,
        Seed = options.Seed,
        TileSize = options.TileSize,
    };
}
