namespace Cellulus;

/// <summary>The images of a supervised training, normalised and rescaled, with the labels of both data sets.</summary>
internal sealed class SupervisedSet
{
    private const int FewestHeldOut = 5;

    private SupervisedSet(StarBeginning beginning, double objectDiameter, MicroscopyImage[] working) =>
        (Beginning, ObjectDiameter, Working) = (beginning, objectDiameter, working);

    /// <summary>The network that is trained.</summary>
    public StarBeginning Beginning { get; }

    public double ObjectDiameter { get; }

    /// <summary>The images on the network's grid.</summary>
    public IReadOnlyList<MicroscopyImage> Working { get; }

    /// <summary>Images with annotations to train on.</summary>
    public required IReadOnlyList<LabelledImage> Sparse { get; init; }

    /// <summary>Images with predictions.</summary>
    public required IReadOnlyList<LabelledImage> Pseudo { get; init; }

    /// <summary>Images with predictions, on the network's grid, and how many objects were predicted in each, believed, doubtful or
    /// neither.</summary>
    public required IReadOnlyList<(MicroscopyImage Image, int Objects)> Predicted { get; init; }

    /// <summary>Images with annotations that were held out, and what else is known of them.</summary>
    public required IReadOnlyList<JudgedImage> HeldOut { get; init; }

    /// <summary>Images with annotations, and all that is drawn in each, held out or not.</summary>
    public required IReadOnlyList<JudgedImage> Drawn { get; init; }

    /// <summary>Whether enough objects are drawn to hold some out, and as many as are predicted beside them: then those are what is to be
    /// learned.</summary>
    public bool IsMuchDrawn => HeldOut.Count > 0 && 2 * Sparse.Sum(i => i.Places.Count) >= Pseudo.Sum(i => i.Objects.Count);

    /// <summary>Extent of a typical object in the plane over that along z, on the network's grid; 1 for planes.</summary>
    public double Anisotropy => Working[0].Shape.Rank == 2 ? 1 : ObjectExtent.Anisotropy(Sparse.Concat(Pseudo).Select(i => i.Labels));

    /// <summary>Checks and prepares.</summary>
    /// <exception cref="TrainingException">There is no image, they do not go together, labels do not fit, or no object is
    /// known.</exception>
    /// <exception cref="ModelMismatchException">The model to start from is for other images.</exception>
    public static SupervisedSet Prepare(IReadOnlyList<SupervisedImage> images, SupervisedTrainingOptions options, StageExecution execution)
    {
        Check(images, options);
        var beginning = StarBeginning.Of(options, images[0].Image.Shape.Rank, images[0].Image.Channels);
        LabelImage?[] predictions = [.. images.Select(i => i.Predictions is { } p ? Numbered(p) : null)];
        LabelImage?[] claimed = WithDoubtful(predictions, images, options, execution);
        images = [.. images.Select((image, i) => image with { Predictions = claimed[i] })];
        AnnotatedObjects?[] annotated = HoldOut(images, options);
        ProposedObjects?[] found = new ProposedObjects?[images.Count];
        ParallelWork.For(images.Count, execution, i => found[i] = claimed[i] is { } c ? ProposedObjects.Choose([Proposal.Of(c).Within(predictions[i]!)]) : null);
        double medianFound = ObjectSize.Median([.. found.SelectMany(f => f?.Sizes ?? [])]);

        var sparse = new int[]?[images.Count];
        var pseudo = new int[]?[images.Count];
        StageExecution inner = execution with { MaxDegreeOfParallelism = 1, Progress = null };
        ParallelWork.For(images.Count, execution, i =>
        {
            ImageShape shape = images[i].Image.Shape;
            if (annotated[i] is { } drawn)
                sparse[i] = SparseLabels.Of(drawn, images[i].Background, images[i].Predictions, options.BackgroundReach, inner);
            if (found[i] is { } proposed)
                pseudo[i] = PredictedLabels.Of(proposed.ToPseudoLabels(medianFound, shape), annotated[i], sparse[i]);
        });
        double diameter = options.ObjectDiameter ?? beginning.ObjectDiameter ?? Diameter(images, sparse, pseudo);
        return Rescale(images, annotated, sparse, pseudo, beginning, diameter, execution);
    }

    private static SupervisedSet Rescale(
        IReadOnlyList<SupervisedImage> images, AnnotatedObjects?[] annotated, int[]?[] sparse, int[]?[] pseudo, StarBeginning beginning, double diameter,
        StageExecution execution)
    {
        var rescaled = new MicroscopyImage[images.Count];
        LabelledImage?[] sparseImages = new LabelledImage?[images.Count], pseudoImages = new LabelledImage?[images.Count];
        var judged = new JudgedImage?[images.Count];
        StageExecution inner = execution with { MaxDegreeOfParallelism = 1, Progress = null };
        ParallelWork.For(images.Count, execution, i =>
        {
            MicroscopyImage normalized = Rescaling.Rescale(Normalization.Normalize(images[i].Image, execution: inner), beginning.WorkingDiameter / diameter, inner);
            rescaled[i] = InputChannels.Fill(normalized, beginning.InputsFor(normalized.Channels));
            (ImageShape shape, ImageShape grid) = (images[i].Image.Shape, rescaled[i].Shape);
            if (OnGrid(sparse[i], shape, grid) is { } known)
                sparseImages[i] = new LabelledImage(rescaled[i], known, MarkedPlaces.Of(OnGrid(images[i].Background?.Labels.ToArray(), shape, grid), known));
            if (OnGrid(pseudo[i], shape, grid) is { } believed)
                pseudoImages[i] = new LabelledImage(rescaled[i], believed);
            if (annotated[i] is { } drawn)
                judged[i] = new JudgedImage(rescaled[i], OnGrid(WithHeldOut(drawn, sparse[i]!), shape, grid)!, drawn.IsHeldOut);
        });
        var set = new SupervisedSet(beginning, diameter, rescaled)
        {
            Sparse = [.. sparseImages.OfType<LabelledImage>()],
            Pseudo = [.. pseudoImages.OfType<LabelledImage>()],
            HeldOut = [.. judged.Where((_, i) => annotated[i] is { } a && Enumerable.Range(1, a.Count).Any(a.IsHeldOut)).OfType<JudgedImage>()],
            Drawn = [.. judged.OfType<JudgedImage>().Where(j => j.Labels.MaxLabel > 0)],
            Predicted = [.. rescaled.Zip(images).Where(p => p.Second.Predictions is not null).Select(p => (p.First, p.Second.Predictions!.MaxLabel))],
        };
        if (set.Sparse.Concat(set.Pseudo).All(i => i.Objects.Count == 0))
            throw new TrainingException("No object is drawn, and none that looks like a cell is predicted; there is nothing to learn from. Draw a few objects, or give predictions.");
        return set;
    }

    private static void Check(IReadOnlyList<SupervisedImage> images, SupervisedTrainingOptions options)
    {
        TrainingSet.Check([.. images.Select(i => i.Image)]);
        TrainingSet.CheckFits(options.ObjectDiameter, [.. images.Select(i => i.Image.Shape)]);
        for (int i = 0; i < images.Count; i++)
            foreach ((LabelImage? labels, string what) in new[] { (images[i].Annotations, "annotations"), (images[i].Background, "background"), (images[i].Predictions, "predictions") })
                if (labels is not null && labels.Shape != images[i].Image.Shape)
                    throw new TrainingException($"Image {i + 1} has {images[i].Image.Shape} pixels, its {what} {labels.Shape}. Labels must lie on the grid of their image.");
        if (images.All(i => i.Annotations is null && i.Predictions is null))
            throw new TrainingException("No image has annotations or predictions; there is nothing to learn from. Give one of them, or train without labels.");
    }

    private static AnnotatedObjects?[] HoldOut(IReadOnlyList<SupervisedImage> images, SupervisedTrainingOptions options)
    {
        AnnotatedObjects?[] annotated = [.. images.Select((image, i) =>
        {
            // Who marks background only has drawn nothing, and still said something.
            if ((image.Annotations ?? (image.Background is null ? null : LabelImage.Empty(image.Image.Shape))) is not { } drawn)
                return null;
            var random = new Philox(options.Seed, RandomStreams.HeldOut + (ulong)i);
            return new AnnotatedObjects(drawn, _ => random.NextDouble() < options.HeldOutShare);
        })];
        int heldOut = annotated.Sum(a => a is null ? 0 : Enumerable.Range(1, a.Count).Count(a.IsHeldOut));
        return heldOut >= FewestHeldOut ? annotated : Array.ConvertAll(annotated, a => a?.WithoutHeldOut());
    }

    private static int[] WithHeldOut(AnnotatedObjects drawn, int[] sparse) => [.. sparse.Select((label, i) => drawn.Labels[i] > 0 ? drawn.Labels[i] : label)];

    /// <summary>Predictions and what the model to start from is not sure of, which is left open.</summary>
    private static LabelImage?[] WithDoubtful(
        LabelImage?[] predictions, IReadOnlyList<SupervisedImage> images, SupervisedTrainingOptions options, StageExecution execution)
    {
        if (options.Start is not { Description.LearnedObjects: true } start || predictions.All(p => p is null))
            return predictions;
        var finds = new DoubtfulFinds(start, options.ObjectDiameter);
        return SideBySide.Each(
            [.. Enumerable.Range(0, images.Count)], images.Max(i => i.Image.Shape.PixelCount), execution,
            (i, inner) => predictions[i] is { } p ? finds.AddTo(p, images[i].Image, inner) : null);
    }

    private static LabelImage Numbered(LabelImage labels)
    {
        int[] numbered = labels.Labels.ToArray();
        LabelNumbering.CloseGaps(numbered);
        return LabelImage.Adopt(numbered, labels.Shape);
    }

    /// <summary>Diameter of the median object, in pixels across the columns: thick slices count for what they are.</summary>
    private static double Diameter(IReadOnlyList<SupervisedImage> images, int[]?[] sparse, int[]?[] pseudo)
    {
        var sizes = new List<double>();
        for (int i = 0; i < images.Count; i++)
        {
            double thickness = images[i].Image.Shape.Rank == 3 ? Rescaling.Anisotropy(images[i].Image.PixelSize) : 1;
            // Predictions hold what is drawn as well.
            if ((pseudo[i] ?? sparse[i]) is { } labels)
                sizes.AddRange(labels.Where(l => l > 0).CountBy(l => l).Select(c => c.Value * thickness));
        }
        return sizes.Count == 0 ? 1 : Math.Max(1, ObjectSize.Diameter(ObjectSize.Median(sizes), images[0].Image.Shape));
    }

    private static PseudoLabels? OnGrid(int[]? labels, ImageShape shape, ImageShape grid)
    {
        if (labels is null)
            return null;
        int[] columns = EmbeddingSpread.NearestPositions(grid.Width, shape.Width);
        int[] rows = EmbeddingSpread.NearestPositions(grid.Height, shape.Height);
        int[] slices = EmbeddingSpread.NearestPositions(grid.Depth, shape.Depth);
        var moved = new int[grid.PixelCount];
        for (int z = 0, i = 0; z < grid.Depth; z++)
            for (int y = 0; y < grid.Height; y++)
                for (int x = 0; x < grid.Width; x++, i++)
                    moved[i] = labels[shape.IndexOf(slices[z], rows[y], columns[x])];
        return new PseudoLabels(moved, grid);
    }
}
