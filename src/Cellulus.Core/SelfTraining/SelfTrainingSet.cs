namespace Cellulus;

/// <summary>The images of a self-training, or <see cref="TrainingWindows">windows</see> of them, prepared once for all rounds.</summary>
internal sealed class SelfTrainingSet
{
    /// <summary>
    /// Bandwidths that objects are proposed with beside the default one, in shares of the object diameter. Cells of one image differ in
    /// size:
    /// a merged pair comes apart at a small one, a large cell in pieces becomes whole at a large one.
    /// </summary>
    private static readonly double[] OfEmbedding = [0.35, 0.7], OfObjects = [0.25, 0.45];

    /// <summary>Share of the objects that look whole of which an embedding must be sure, if its confidence is to count.</summary>
    private const double LeastSure = 0.5;

    private readonly MicroscopyImage[] _normalized;

    /// <param name="images">Raw images.</param>
    /// <param name="model">What will look at them.</param>
    /// <param name="mostPixels">Pixels on the network's grid to look at; of more, windows are taken.</param>
    /// <param name="execution">Threads and cancellation.</param>
    public SelfTrainingSet(IReadOnlyList<MicroscopyImage> images, EmbeddingModelDescription model, long mostPixels, StageExecution execution)
    {
        IReadOnlyList<TrainingWindow> windows = TrainingWindows.Of(images, model.WorkingDiameter / model.ObjectDiameter, mostPixels);
        _normalized = new MicroscopyImage[windows.Count];
        var working = new MicroscopyImage[windows.Count];
        StageExecution inner = execution with { MaxDegreeOfParallelism = 1 };
        ParallelWork.For(windows.Count, execution, i =>
        {
            _normalized[i] = windows[i].Normalized(images, inner);
            working[i] = Rescaling.Rescale(_normalized[i], windows[i].Rescaled, inner);
        });
        Working = working;
    }

    /// <summary>The images, or windows of them, on the network's grid.</summary>
    public IReadOnlyList<MicroscopyImage> Working { get; }

    /// <summary>Segments all images with several bandwidths and settles what to believe.</summary>
    /// <param name="model">What segments them.</param>
    /// <param name="least">Confidence of what is believed (see <see cref="BelievedConfidence"/>).</param>
    /// <param name="execution">Threads, progress, cancellation.</param>
    public Belief Believe(IEmbeddingModel model, double least, StageExecution execution)
    {
        bool areLearned = model.Description.LearnedObjects;
        (ImageBelief Sure, ImageBelief? All)[] looks = Each([.. Enumerable.Range(0, Working.Count)], execution, (i, inner) =>
        {
            List<Proposal> proposals = Propose(model, i, inner);
            return (ImageBelief.Of([.. proposals.Select(p => p.Without(least))]), areLearned ? null : ImageBelief.Of(proposals));
        });
        // An embedding that was trained briefly is unsure of everything, and still finds whole cells.
        bool isSure = areLearned || looks.Sum(l => l.Sure.Believed.Sizes.Count) >= LeastSure * looks.Sum(l => l.All!.Whole);
        return ImageBelief.Together([.. looks.Select(l => isSure ? l.Sure : l.All!)], Working);
    }

    /// <summary>
    /// What holds for the fields of a model that has just learned objects: its confidence of the median object in these images, and the
    /// bandwidth that suits its offsets;
    /// and the confidence that what is believed must have.
    /// </summary>
    public (FieldTraits Traits, double LeastBelieved) Measure(IEmbeddingModel model, StageExecution execution)
    {
        ((double[] ToRank, double[] ToTeach) Confidence, ObjectLayout Layout)[] found = Each([.. EvenSample.Of(Working.Count, EvenSample.Looks)], execution, (i, inner) =>
        {
            var scene = Scene.Of(model, _normalized[i], Working[i], inner);
            LabelImage labels = scene.Segment(scene.Field.DefaultBandwidth, [new SizeFilter()], inner);
            LabelImage wide = scene.Segment(ObjectBandwidth.OfLook * scene.Field.ObjectDiameter, [new SizeFilter()], inner);
            return (EmbeddingConfidence.Both(labels, scene.Field, model.Description.ObjectDiameter, inner.CancellationToken),
                ObjectLayout.Of(wide, scene.Field, inner.CancellationToken));
        });
        var traits = new FieldTraits(
            true, EmbeddingConfidence.TypicalOf([.. found.SelectMany(f => f.Confidence.ToRank)]), ObjectBandwidth.Of([.. found.Select(f => f.Layout)]));
        return (traits, BelievedConfidence.OfObjects([.. found.SelectMany(f => f.Confidence.ToTeach)]));
    }

    private T[] Each<T>(IReadOnlyList<int> images, StageExecution execution, Func<int, StageExecution, T> work) =>
        SideBySide.Each(images, _normalized.Concat(Working).Max(i => i.Shape.PixelCount), execution, work);

    /// <summary>Segmentations of one image, that with the default bandwidth first. Borders are placed by the image, not by what a network
    /// has learned of it.</summary>
    private List<Proposal> Propose(IEmbeddingModel model, int image, StageExecution execution)
    {
        var scene = Scene.Of(model, _normalized[image], Working[image], execution);
        double diameter = model.Description.ObjectDiameter;
        // Dents tell merged cells from whole ones.
        var borders = new ContrastRefiner(new ContrastOptions { KeepsRounder = false, FillsDents = false });
        var parts = new PartJoiner { JoinsBentCells = false };
        var background = new BackgroundFilter();
        ISegmentationRefiner[] refiners = scene.Field.HasBorders ? [borders, parts, background, new SizeFilter()] : [borders, parts, new SizeFilter()];
        var proposals = new List<Proposal>();
        foreach (double share in (double[])[scene.Field.RelativeBandwidth, .. scene.Field.HasBorders ? OfObjects : OfEmbedding])
        {
            LabelImage labels = scene.Segment(share * scene.Field.ObjectDiameter, refiners, execution);
            var proposal = Proposal.Of(labels, scene.Field, diameter, execution.CancellationToken);
            // In tissue an embedding finds cells so unevenly that those beside a gap look like smudges: neither cell nor background until
            // objects are learned.
            proposals.Add(scene.Field.HasBorders ? proposal : proposal.Within(scene.Refine(labels, background, execution)));
        }
        return proposals;
    }

    /// <summary>An image, what a model says of it, and what of it is foreground.</summary>
    private sealed record Scene(MicroscopyImage Image, EmbeddingField Field, ForegroundMask Foreground, double ObjectDiameter)
    {
        public static Scene Of(IEmbeddingModel model, MicroscopyImage normalized, MicroscopyImage working, StageExecution execution)
        {
            EmbeddingField field = model.Embed(working, new EmbeddingOptions { Passes = null }, execution);
            ForegroundMask foreground = new UncertaintyBackgroundEstimator().EstimateForeground(working, field, execution);
            return new Scene(normalized, field, foreground, model.Description.ObjectDiameter);
        }

        public LabelImage Segment(double bandwidth, ISegmentationRefiner[] refiners, StageExecution execution)
        {
            var clusterer = new MeanShiftClusterer(new MeanShiftOptions { Bandwidth = bandwidth });
            LabelImage labels = LabelRescaling.Rescale(clusterer.Cluster(Field, Foreground, execution), Image.Shape, execution: execution);
            return refiners.Aggregate(labels, (l, refiner) => Refine(l, refiner, execution));
        }

        public LabelImage Refine(LabelImage labels, ISegmentationRefiner refiner, StageExecution execution) =>
            refiner.Refine(new RefinementInput(Image, labels, ObjectDiameter, Field), execution);
    }
}
