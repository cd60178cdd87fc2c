namespace Cellulus;

/// <summary>
/// Places the border of every object by the object's own evidence: the background is the median of a ring around it, its level
/// a high percentile of its core. Only the largest connected piece of a cluster counts. Objects without contrast to their ring are
/// rejected; the others are cut at a level between the two, moved a little towards that of the image's typical object, keep their
/// largest connected piece, lose holes, and may gain pixels close to the cluster. A pixel two objects claim goes to the nearer cluster, the
/// lower label if equally near. Objects are brighter than what
/// surrounds them or darker, as most of them in an image are. Several channels, taken to be normalised, are added up. Dents are
/// filled where that makes a whole cell. Where a network has learned borders, objects of planes stay as they came, and volumes keep the
/// rounder border, if nothing else is asked for.
/// </summary>
public sealed class ContrastRefiner : ISegmentationRefiner, IStreamedRefiner
{
    /// <summary>A border that leaves less in common with the object places none: it finds another object, a bright lobe for
    /// instance.</summary>
    private const double LeastOverlap = 0.6;

    /// <summary>A refiner.</summary>
    /// <param name="options">Default: level by the rim, contrast of three noise deviations.</param>
    public ContrastRefiner(ContrastOptions? options = null) => Options = options ?? new ContrastOptions();

    /// <summary>What the refiner was made with.</summary>
    public ContrastOptions Options { get; }

    /// <inheritdoc/>
    public LabelImage Refine(RefinementInput input, StageExecution execution)
    {
        RefinementChecks.Check(input, execution);
        return Facing(input.Embedding is { HasBorders: true }, input.Labels.Shape.Rank) is { } refiner ? refiner.RefineEach(input, execution) : input.Labels;
    }

    private LabelImage RefineEach(RefinementInput input, StageExecution execution)
    {
        ImageShape shape = input.Labels.Shape;
        int[] labels = input.Labels.Labels.ToArray();
        int[] numbers = LabelNumbering.CloseGaps(labels);
        if (numbers.Length == 0)
            return input.Labels;
        // Stray pixels far off would make large boxes to look through, and are no evidence of where the object is.
        LargestPieces.Keep(labels, shape, numbers.Length);
        float[] intensity = IntensityImage.Combine(input.Image);
        var scene = new ContrastScene(
            intensity, labels, shape, new ContrastGeometry(Options, input.ObjectDiameter, shape.Rank), NoiseEstimate.OfPixels(intensity, shape), execution);
        if (Judge(scene, numbers, _ => true, execution) < 0)
            scene.Invert();
        if (NeedsTypicalRim)
            scene.TypicalRim = TypicalOf(MeasureRims(scene, numbers, _ => true, execution));
        return LabelImage.Adopt(PlaceBorders(scene, numbers, _ => true, execution), shape);
    }

    /// <summary>Counts the objects that are brighter than what surrounds them, less those that are darker; unclear ones count for
    /// neither.</summary>
    /// <inheritdoc cref="PlaceBorders"/>
    internal int Judge(ContrastScene scene, int[] numbers, Predicate<int> isWanted, StageExecution execution)
    {
        var signs = new int[numbers.Length];
        scene.ForEachObject(numbers.Length, o => isWanted(numbers[o]), execution, (around, box, o) =>
        {
            double contrast = ContrastOf(scene, around, box, o + 1, out _);
            signs[o] = Math.Abs(contrast) < Options.MinContrast * scene.Noise ? 0 : Math.Sign(contrast);
        });
        return signs.Sum();
    }

    /// <summary>Whether borders depend on the image's typical object: a given level does not.</summary>
    internal bool NeedsTypicalRim => Options.LevelFraction is null;

    /// <summary>What each object that can be cut has by its border beyond the background, looked at alone.</summary>
    /// <inheritdoc cref="PlaceBorders"/>
    internal float[] MeasureRims(ContrastScene scene, int[] numbers, Predicate<int> isWanted, StageExecution execution)
    {
        var rims = new float[numbers.Length];
        scene.ForEachObject(numbers.Length, o => isWanted(numbers[o]), execution, (around, box, o) =>
        {
            double contrast = ContrastOf(scene, around, box, o + 1, out double background);
            if (Cut(scene, around, background, contrast, out double rim))
                rims[o] = (float)rim;
        });
        return [.. rims.Where(rim => rim > 0)];
    }

    /// <summary>Median of what <see cref="MeasureRims"/> has found in an image.</summary>
    internal static double? TypicalOf(float[] rims) => rims.Length > 0 ? OrderStatistics.Percentile(rims, 0.5) : null;

    /// <summary>Places the borders of the objects of a scene.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="numbers">What the labels 1 to n of the scene become.</param>
    /// <param name="isWanted">Whether an object, by what its label becomes, is to be there in the result.</param>
    /// <param name="execution">Threads, cancellation.</param>
    internal int[] PlaceBorders(ContrastScene scene, int[] numbers, Predicate<int> isWanted, StageExecution execution)
    {
        var claims = new PixelClaim[numbers.Length][];
        Array.Fill(claims, []);
        scene.ForEachObject(numbers.Length, o => isWanted(numbers[o]), execution, (around, box, o) => claims[o] = RefineObject(scene, around, box, o + 1));
        return PixelClaim.Settle(claims, numbers, scene.Labels.Length);
    }

    int IStreamedRefiner.ScratchBytesPerPixel => 8;

    string IStreamedRefiner.Describe() => $"{Options}";

    ILabelReader IStreamedRefiner.Refine(StreamedScene scene, ILabelReader labels, string name, StageExecution execution) =>
        Facing(scene.Field.HasBorders, scene.Shape.Rank) is { } refiner ? new StreamedContrast(refiner, scene, name).Refine(labels, execution) : labels;

    /// <summary>
    /// The refiner that places borders beside those that came, if any is to. In planes the image knows less of them than a network that has
    /// learned them;
    /// in volumes, where that sees half as far, either may know more.
    /// </summary>
    private ContrastRefiner? Facing(bool areLearned, int rank) =>
        !areLearned || Options.KeepsRounder is not null ? this : rank == 3 ? new ContrastRefiner(Options with { KeepsRounder = true }) : null;

    private PixelClaim[] RefineObject(ContrastScene scene, ObjectNeighbourhood around, GridBox box, int label)
    {
        double contrast = ContrastOf(scene, around, box, label, out double background);
        PixelClaim[] cut = [];
        double roundness = -1;
        if (Cut(scene, around, background, contrast, out _))
        {
            if (Options.FillsDents)
                around.FillDents();
            (cut, roundness) = (around.Claims(), around.Roundness());
        }
        if (Options.KeepsRounder is not true)
            return cut;
        bool isOther = cut.Length > 0 && around.OverlapWithOwn() < LeastOverlap;
        around.TakeOwn();
        if (Options.FillsDents)
            around.FillDents();
        return roundness >= around.Roundness() && !isOther ? cut : around.Claims();
    }

    private static double ContrastOf(ContrastScene scene, ObjectNeighbourhood around, GridBox box, int label, out double background)
    {
        background = LocalBackground.Estimate(scene, around, box, label);
        around.Load(box, label, scene.Reach);
        return around.CoreLevel() - background;
    }

    private bool Cut(ContrastScene scene, ObjectNeighbourhood around, double background, double contrast, out double rim)
    {
        rim = 0;
        double noise = scene.Noise;
        if (!(contrast > 0) || contrast < Options.MinContrast * noise)
            return false;
        if (contrast < Options.ClearContrast * noise)
        {
            around.LookCoarsely();
            noise = scene.CoarseNoise;
        }
        return Options.LevelFraction is { } fraction
            ? around.Cut((float)(background + fraction * contrast))
            : BorderLevelSearch.Cut(around, background, contrast, Options.MinContrast * noise, scene.TypicalRim, out rim);
    }
}
