using System.Runtime.CompilerServices;

namespace Cellulus;

/// <summary>
/// Finds the cells or nuclei of an image: normalise, rescale, embed, tell foreground from background, cluster, refine, measure.
/// Immutable; may be used from many threads at once. The same input, options and model give the same labels, bit for bit.
/// </summary>
/// <remarks>The work runs on a thread of its own, so neither a user interface nor the thread pool is kept waiting.</remarks>
public sealed class CellSegmenter
{
    private readonly SegmentationPipeline _pipeline;

    /// <summary>
    /// Borders by contrast (unless the model has learned objects, whose borders stay), then parts of one cell are joined, then what stands
    /// out no more than the background does is dropped,
    /// then what embeddings speak against, then what is too small.
    /// </summary>
    public static IReadOnlyList<ISegmentationRefiner> DefaultRefiners { get; } =
        [new ContrastRefiner(), new PartJoiner(), new BackgroundFilter(), new ConfidenceFilter(), new SizeFilter()];

    /// <summary>
    /// For cells whose inside is uneven, where a border by contrast would keep bright lobes only: the halo is removed by the network's
    /// own measure, then each object is kept wherever it is a little brighter than its ring.
    /// </summary>
    public static IReadOnlyList<ISegmentationRefiner> TexturedRefiners { get; } =
    [
        new HaloRefiner(new HaloOptions { Shrink = 5 }),
        new ContrastRefiner(new ContrastOptions { LevelFraction = 0.05, MinContrast = 5, Smoothing = 0.08, Reach = 0.02, ClearContrast = 0, KeepsRounder = false }),
        new SizeFilter(),
    ];

    /// <summary>Composes a segmenter.</summary>
    /// <param name="model">The trained model.</param>
    /// <param name="background">Default: <see cref="UncertaintyBackgroundEstimator"/>.</param>
    /// <param name="clusterer">Default: <see cref="MeanShiftClusterer"/>.</param>
    /// <param name="refiners">Applied in this order. Default: <see cref="DefaultRefiners"/>.</param>
    /// <exception cref="ArgumentException">A refiner is null.</exception>
    public CellSegmenter(
        IEmbeddingModel model,
        IBackgroundEstimator? background = null,
        IInstanceClusterer? clusterer = null,
        IReadOnlyList<ISegmentationRefiner>? refiners = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (refiners is not null && refiners.Any(r => r is null))
            throw new ArgumentException("A refiner is null.", nameof(refiners));
        _pipeline = new SegmentationPipeline(
            new ClusteredObjects(model, background ?? new UncertaintyBackgroundEstimator(), clusterer ?? new MeanShiftClusterer()),
            [.. refiners ?? DefaultRefiners]);
    }

    /// <summary>
    /// Composes a segmenter that needs no training: of <see cref="PretrainedModel.Planes"/>, which takes planes of one to three channels
    /// and finds the
    /// diameter of their objects by itself.
    /// </summary>
    public CellSegmenter()
        : this(PretrainedModel.Planes)
    {
    }

    /// <summary>Composes a segmenter of a detector, such as a <see cref="StarConvexModel"/>: all else stays as with an embedding.</summary>
    /// <param name="detector">Finds objects with their borders.</param>
    /// <param name="refiners">Applied in this order. Default: <see cref="IInstanceDetector.Refiners"/>.</param>
    /// <exception cref="ArgumentException">A refiner is null.</exception>
    public CellSegmenter(IInstanceDetector detector, IReadOnlyList<ISegmentationRefiner>? refiners = null)
    {
        ArgumentNullException.ThrowIfNull(detector);
        if (refiners is not null && refiners.Any(r => r is null))
            throw new ArgumentException("A refiner is null.", nameof(refiners));
        _pipeline = new SegmentationPipeline(new DetectorObjects(detector), [.. refiners ?? detector.Refiners]);
    }

    /// <summary>Channels that images must have; at most, where the model takes fewer.</summary>
    public int Channels => _pipeline.Source.Description.Channels;

    /// <summary>The stages, for those who run on a thread of their own already.</summary>
    internal SegmentationPipeline Pipeline => _pipeline;

    /// <summary>Checks an image without segmenting it, to find out before long work starts.</summary>
    /// <param name="image">Raw image or volume.</param>
    /// <param name="options">How it would be segmented; <see langword="null"/> for the defaults.</param>
    /// <returns>What it would be segmented with.</returns>
    /// <exception cref="ModelMismatchException">The model wants another number of channels, or planes instead of volumes.</exception>
    /// <exception cref="InvalidImageException">The image is smaller than the field of view of the network, or too large, once
    /// rescaled.</exception>
    public SegmentationParameters Check(MicroscopyImage image, SegmentationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        return _pipeline.Resolve(image, options ?? SegmentationOptions.Default);
    }

    /// <summary>Segments one image.</summary>
    /// <param name="image">Raw image or volume; its channels and rank are those of the model.</param>
    /// <param name="options">How; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Told of each stage, from the working threads.</param>
    /// <param name="cancellationToken">Stops the work within 250 ms.</param>
    /// <returns>Labels and objects; no objects for an image that shows none, a constant one for instance.</returns>
    /// <exception cref="ModelMismatchException">The model wants another number of channels, or planes instead of volumes.</exception>
    /// <exception cref="InvalidImageException">The image is smaller than the field of view of the network, or too large, once
    /// rescaled.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Task<Segmentation> SegmentAsync(
        MicroscopyImage image,
        SegmentationOptions? options = null,
        IProgress<SegmentationProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        return OnOwnThread(() => _pipeline.Segment(image, options, 0, progress, cancellationToken), cancellationToken);
    }

    /// <summary>Segments images one after the other; each result comes as soon as it is there, in the order of the images.</summary>
    /// <param name="images">Raw images; a lazy sequence is advanced off the caller's thread.</param>
    /// <param name="options">How; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Told of each stage of each image, from the working threads.</param>
    /// <param name="cancellationToken">Stops the work within 250 ms.</param>
    /// <exception cref="ModelMismatchException">The model wants another number of channels, or planes instead of volumes.</exception>
    /// <exception cref="InvalidImageException">An image is smaller than the field of view of the network, or too large, once
    /// rescaled.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async IAsyncEnumerable<Segmentation> SegmentAsync(
        IEnumerable<MicroscopyImage> images,
        SegmentationOptions? options = null,
        IProgress<SegmentationProgress>? progress = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        using IEnumerator<MicroscopyImage> source = images.GetEnumerator();
        for (int index = 0; ; index++)
        {
            int imageIndex = index;
            Segmentation? segmentation = await OnOwnThread(
                () => source.MoveNext() ? _pipeline.Segment(source.Current, options, imageIndex, progress, cancellationToken) : null,
                cancellationToken).ConfigureAwait(false);
            if (segmentation is null)
                yield break;
            yield return segmentation;
        }
    }

    /// <inheritdoc cref="SegmentAsync(IEnumerable{MicroscopyImage}, SegmentationOptions?, IProgress{SegmentationProgress}?, CancellationToken)"/>
    public async IAsyncEnumerable<Segmentation> SegmentAsync(
        IAsyncEnumerable<MicroscopyImage> images,
        SegmentationOptions? options = null,
        IProgress<SegmentationProgress>? progress = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        int index = 0;
        await foreach (MicroscopyImage image in images.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            int imageIndex = index++;
            yield return await OnOwnThread(
                () => _pipeline.Segment(image, options, imageIndex, progress, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Memory that segmenting an image as one piece takes, about; what is more than you have is for
    /// <see cref="SegmentLargeAsync"/>.</summary>
    /// <param name="shape">Extent of the image.</param>
    /// <param name="channels">Its channels.</param>
    /// <param name="pixelSize">Its pixel size, if known.</param>
    /// <param name="options">How it would be segmented; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ModelMismatchException">The model wants another number of channels, or planes instead of volumes.</exception>
    /// <exception cref="InvalidImageException">The image is smaller than the field of view of the network once rescaled.</exception>
    public MemoryPlan EstimateMemory(ImageShape shape, int channels, PixelSize? pixelSize = null, SegmentationOptions? options = null) =>
        WholeImageMemory.Estimate(_pipeline.Resolve(shape, channels, pixelSize, options ?? SegmentationOptions.Default), shape, channels);

    /// <summary>Checks a large image without segmenting it, and says what memory and disk it would take.</summary>
    /// <inheritdoc cref="SegmentLargeAsync"/>
    public LargeImagePlan PlanLarge(IImageSource source, SegmentationOptions? options = null, LargeImageOptions? large = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new LargeImageSegmenter(_pipeline, source, options ?? SegmentationOptions.Default, large ?? LargeImageOptions.Default).Plan;
    }

    /// <summary>
    /// Segments an image that is larger than memory, window by window. Labels and measurements are those that the whole image would
    /// have, bit for bit: objects that cross windows come out whole.
    /// </summary>
    /// <param name="source">The image.</param>
    /// <param name="sink">Takes the labels.</param>
    /// <param name="options">How; <see langword="null"/> for the defaults. The embedding is not kept.</param>
    /// <param name="large">Memory, scratch files; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Told of each stage, from the working threads.</param>
    /// <param name="cancellationToken">Stops the work within 250 ms; what is finished is kept in a scratch folder that was named.</param>
    /// <exception cref="NotStreamableException">A stage needs the whole image at once.</exception>
    /// <exception cref="MemoryBudgetException">The work cannot keep to the budget. Thrown before a pixel is read.</exception>
    /// <exception cref="ScratchFolderException">The disk has too little room (before a pixel is read) or fails.</exception>
    /// <exception cref="ModelMismatchException">The model wants another number of channels, or planes instead of volumes.</exception>
    /// <exception cref="InvalidImageException">The image is smaller than the field of view of the network, or holds NaN.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Task<LargeSegmentation> SegmentLargeAsync(
        IImageSource source,
        ILabelSink sink,
        SegmentationOptions? options = null,
        LargeImageOptions? large = null,
        IProgress<SegmentationProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(sink);
        large ??= LargeImageOptions.Default;
        return OnOwnThread(
            () => new LargeImageSegmenter(_pipeline, source, options ?? SegmentationOptions.Default, large)
                .Segment(sink, progress, cancellationToken),
            cancellationToken);
    }

    private static Task<T> OnOwnThread<T>(Func<T> work, CancellationToken cancellationToken) => Task.Factory.StartNew(
        work, cancellationToken, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
}
