namespace Cellulus;

/// <summary>The stages of a segmentation, one after the other, on the calling thread. Immutable.</summary>
internal sealed class SegmentationPipeline(ObjectSource source, ISegmentationRefiner[] refiners)
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
        // Noise on nothing looks like structure; there is nothing to find.
        if (image.IsConstant)
            return Empty();

        MicroscopyImage normalized = clock.Run(SegmentationStage.Normalization, e => Normalization.Normalize(image, execution: e));
        if (clock.Run(SegmentationStage.Rescaling, e => Rescale(normalized, options, e)) is not var (settled, working))
            return Empty();
        parameters = settled;
        FoundObjects found = source.Find(working, image.Shape, options, clock);
        LabelImage labels = clock.Run(SegmentationStage.Refinement, e => Refine(normalized, found, parameters, e));
        SegmentedObject[] objects = clock.Run(SegmentationStage.Measurement, e => ObjectMeasurement.Measure(
            labels, image, found.Confidence(labels, parameters.ObjectDiameter, e.CancellationToken), e.CancellationToken));
        return new Segmentation(labels, objects, parameters, clock.Timings, options.KeepEmbedding ? found.Embedding : null);

        Segmentation Empty()
        {
            clock.Finish();
            return new Segmentation(LabelImage.Empty(image.Shape), [], parameters, clock.Timings, null);
        }
    }

    /// <summary>Brings objects to the size that the network works at; <see langword="null"/> where none is found at any size.</summary>
    private (SegmentationParameters Parameters, MicroscopyImage Working)? Rescale(MicroscopyImage normalized, SegmentationOptions options, StageExecution execution)
    {
        double? found = null;
        if (options.ObjectDiameter is null && source.DiameterFinder is { } finder && (found = finder.FindDiameter(normalized, execution)) is null)
            return null;
        SegmentationParameters parameters = Resolve(normalized.Shape, normalized.Channels, normalized.PixelSize, options, found);
        return (parameters, Rescaling.Rescale(normalized, parameters.WorkingShape, execution));
    }

    private LabelImage Refine(MicroscopyImage image, FoundObjects found, SegmentationParameters parameters, StageExecution execution)
    {
        LabelImage labels = LabelRescaling.Rescale(found.Labels, image.Shape, found.Embedding, execution);
        foreach (ISegmentationRefiner refiner in RefinersFor(parameters.Options))
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            labels = refiner.Refine(new RefinementInput(image, labels, parameters.ObjectDiameter, found.Embedding), execution);
            ObjectSource.CheckGrid(labels.Shape, image.Shape, refiner);
        }
        int[] numbered = labels.Labels.ToArray();
        LabelNumbering.CloseGaps(numbered);
        return LabelImage.Adopt(numbered, labels.Shape);
    }

    public ObjectSource Source => source;

    /// <summary>What follows detection: the refiners, and the test of evidence after all of them, unless it is switched off.</summary>
    public IReadOnlyList<ISegmentationRefiner> RefinersFor(SegmentationOptions options) => options.Evidence is { } evidence ? [.. refiners, new EvidenceFilter(evidence)] : refiners;

    /// <summary>Checks the image and settles what it will be segmented with.</summary>
    public SegmentationParameters Resolve(MicroscopyImage image, SegmentationOptions options)
    {
        SegmentationParameters parameters = Resolve(image.Shape, image.Channels, image.PixelSize, options);
        Rescaling.GetShape(image.Shape, parameters.Scale, image.PixelSize);
        return parameters;
    }

    /// <summary>The same for an image that need not fit in memory.</summary>
    /// <param name="image">Its extent.</param>
    /// <param name="channels">Its channels.</param>
    /// <param name="pixelSize">Its pixel size, if known.</param>
    /// <param name="options">How.</param>
    /// <param name="found">Diameter that was found in it. Default: none.</param>
    public SegmentationParameters Resolve(ImageShape image, int channels, PixelSize? pixelSize, SegmentationOptions options, double? found = null)
    {
        EmbeddingModelDescription description = source.Description;
        (string model, string background, string clusterer) = source.Names;
        description.Require(image, channels);
        double diameter = options.ObjectDiameter ?? found ?? description.ObjectDiameter;
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
            Passes = source.PassesFor(options),
            Scale = scale,
            WorkingShape = shape,
            ModelName = model,
            BackgroundEstimator = background,
            Clusterer = clusterer,
            Refiners = [.. RefinersFor(options).Select(r => r.GetType().Name)],
        };
    }

    public static EmbeddingOptions EmbeddingOptionsOf(SegmentationOptions options) => new()
    {
        Passes = options.Passes,
        NoiseProbability = options.NoiseProbability,
        Seed = options.Seed,
        TileSize = options.TileSize,
    };
}
