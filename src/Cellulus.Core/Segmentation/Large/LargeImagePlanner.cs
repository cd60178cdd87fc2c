namespace Cellulus;

/// <summary>Chooses windows such that the work keeps to a memory budget, and says what it takes.</summary>
internal sealed class LargeImagePlanner(
    IImageSource source, SegmentationParameters parameters, IRegionEmbeddingModel model, IReadOnlyList<IStreamedRefiner> refiners)
{
    // Smaller windows would be mostly context, larger ones gain nothing and lose more work to a kill: most to that of the network.
    private const int SmallestWindow = 128, LargestWindow = 2048, LargestNetworkWindow = 1024;

    /// <summary>The runtime with its code, and what is always in flight. Measured: 90 to 120 MiB.</summary>
    public const long ProgramBytes = 128L << 20;

    /// <summary>Bytes for each pixel of a strip: raw and normalised values, labels, numbers, rows of the field.</summary>
    private const int BytesPerStripPixel = 40, StripBytes = 16 << 20;

    /// <summary>Bytes for each foreground pixel while it is clustered: coordinates, running sums, order, moves.</summary>
    private const int BytesPerPoint = 160;

    /// <summary>Bytes for each object, were the image full of them: ends of seeds, pieces, sums, results.</summary>
    private const int BytesPerObject = 1024;

    private readonly ImageShape _image = source.Shape, _work = parameters.WorkingShape;

    /// <exception cref="MemoryBudgetException">Not even the smallest windows keep to the budget.</exception>
    public LargeImagePlan Plan(LargeImageOptions options)
    {
        if (options.WindowSize is { } given)
            return Require(Plan(given, options.MemoryBudget), options.MemoryBudget);
        for (int side = LargestWindow; side > SmallestWindow; side = side * 3 / 4)
            if (Plan(side, options.MemoryBudget) is var plan && plan.Memory.TotalBytes <= options.MemoryBudget)
                return plan;
        return Require(Plan(SmallestWindow, options.MemoryBudget), options.MemoryBudget);
    }

    /// <summary>Extent of windows of a size: squares of a plane, cubes of about as many voxels of a volume.</summary>
    public static ImageShape WindowOf(int size, int rank, int alignment)
    {
        int side = rank == 3 ? (int)Math.Round(Math.Pow(size, 2.0 / 3)) : size;
        side = Multiples.Up(side, alignment);
        return ImageShape.Cube(rank, side);
    }

    /// <summary>Extent of windows on the network's grid.</summary>
    public static ImageShape NetworkWindowOf(int size, int rank, int alignment) => WindowOf(Math.Min(size, LargestNetworkWindow), rank, alignment);

    private LargeImagePlan Plan(int size, long budget)
    {
        ImageShape window = WindowOf(size, _image.Rank, 1), networkWindow = NetworkWindowOf(size, _image.Rank, model.Alignment);
        int threads = parameters.Options.MaxDegreeOfParallelism;
        int rows = (int)Math.Clamp(StripBytes / ((long)BytesPerStripPixel * _image.Width), 1, Math.Min(_image.Height, 1024));
        long network = model.EstimateMemory(Clip(networkWindow, _work), SegmentationPipeline.EmbeddingOptionsOf(parameters.Options), threads);
        long objects = (long)(_image.PixelCount / ObjectSize.Typical(parameters.ObjectDiameter, _image)) * BytesPerObject;
        long slices = _image.Rank == 3 ? 2L * _image.Height * _image.Width * 2 * sizeof(int) : 0;
        long working = new[] { EmbeddingBytes(networkWindow) + network, ClusteringBytes(networkWindow), RefinementBytes(window) }.Max();
        MemoryShare[] shares =
        [
            new("program", ProgramBytes),
            new("image cache", source.MemoryBytes),
            new("objects", objects),
            new("rows", (long)rows * _image.Width * BytesPerStripPixel + slices),
            new("windows", working),
            // Memory that is free again but not yet collected. Measured on 400 megapixels: three quarters of the windows at work.
            new("collection", working),
        ];
        var memory = new MemoryPlan(shares);
        long spare = Math.Max(0, budget - memory.TotalBytes) / StreamedScene.BytesPerWindowPixel;
        return new LargeImagePlan(memory, ScratchBytes, size, RefinementPixels(window) + spare / 2, rows);
    }

    private static LargeImagePlan Require(LargeImagePlan plan, long budget)
    {
        plan.Memory.Require(budget, "Raise the memory budget, use fewer threads or smaller windows and tiles, or cut the image into parts.");
        return plan;
    }

    private long EmbeddingBytes(ImageShape window)
    {
        int channels = source.Channels, components = _image.Rank;
        double perAxis = parameters.ObjectDiameter / parameters.Model.WorkingDiameter;
        long work = Clip(Grow(window, 32), _work).PixelCount;
        long raw = (long)Math.Min(_image.PixelCount, work * Math.Pow(perAxis, _image.Rank));
        return raw * channels * 2 * sizeof(float) + work * (channels * 2 + (components + 1) * 3) * sizeof(float);
    }

    private long ClusteringBytes(ImageShape window) =>
        Clip(Grow(window, (int)Math.Ceiling(6 * 0.5 * parameters.Model.WorkingDiameter)), _work).PixelCount * BytesPerPoint;

    private long RefinementBytes(ImageShape window) => RefinementPixels(window) * (StreamedScene.BytesPerWindowPixel + 4L * source.Channels);

    // Objects that reach beyond the window on either side, and what is looked at around them.
    private long RefinementPixels(ImageShape window) => Clip(Grow(window, (int)Math.Ceiling(2.5 * parameters.ObjectDiameter) + 16), _image).PixelCount;

    private long ScratchBytes =>
        _work.PixelCount * (_image.Rank + 2) * sizeof(float) + _image.PixelCount * refiners.Sum(r => (long)r.ScratchBytesPerPixel);

    private static ImageShape Grow(ImageShape shape, int margin) =>
        new(shape.Depth > 1 ? shape.Depth + 2 * margin : 1, shape.Height + 2 * margin, shape.Width + 2 * margin);

    private static ImageShape Clip(ImageShape shape, ImageShape to) =>
        new(Math.Min(shape.Depth, to.Depth), Math.Min(shape.Height, to.Height), Math.Min(shape.Width, to.Width));
}
