namespace Cellulus;

/// <summary>The images of a self-training, prepared once for all rounds.</summary>
internal sealed class SelfTrainingSet
{
    /// <summary>
    /// Bandwidths that objects are proposed with, in shares of the object diameter, the default first. Cells of one image differ in size:
    /// a merged pair comes apart at a small one, a large cell in pieces becomes whole at a large one.
    /// </summary>
    private static readonly double[] OfEmbedding = [0.5, 0.35, 0.7], OfObjects = [0.25, 0.35, 0.45];

    private readonly MicroscopyImage[] _normalized;

    public SelfTrainingSet(IReadOnlyList<MicroscopyImage> images, EmbeddingModelDescription model, StageExecution execution)
    {
        _normalized = new MicroscopyImage[images.Count];
        var working = new MicroscopyImage[images.Count];
        StageExecution inner = execution with { MaxDegreeOfParallelism = 1 };
        ParallelWork.For(images.Count, execution, i =>
        {
            _normalized[i] = Normalization.Normalize(images[i], execution: inner);
            working[i] = Rescaling.Rescale(_normalized[i], model.WorkingDiameter / model.ObjectDiameter, inner);
        });
        Working = working;
    }

    /// <summary>The images on the network's grid.</summary>
    public IReadOnlyList<MicroscopyImage> Working { get; }

    /// <summary>Segments all images with several bandwidths and settles what to believe.</summary>
    public Belief Believe(IEmbeddingModel model, StageExecution execution)
    {
        var found = new ProposedObjects[Working.Count];
        int whole = 0, all = 0;
        for (int i = 0; i < found.Length; i++)
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            List<LabelImage> proposals = Propose(model, i, execution with { Progress = null });
            double[] agreements = EllipsoidFit.Agreements(proposals[0]);
            whole += agreements.Count(a => a >= EllipsoidFit.LeastOfWholeCell);
            all += agreements.Length;
            found[i] = ProposedObjects.Choose(proposals);
            execution.Progress?.Report((i + 1.0) / found.Length);
        }
        int[] sizes = [.. found.SelectMany(f => f.Sizes).Order()];
        double median = sizes.Length > 0 ? sizes[sizes.Length / 2] : 0;
        PseudoLabels[] labels = [.. found.Select((f, i) => f.ToPseudoLabels(median, Working[i].Shape))];
        return new Belief(labels, sizes.Length, ObjectSize.Diameter(median, Working[0].Shape), all == 0 ? 0 : (double)whole * whole / all);
    }

    /// <summary>Segmentations of one image, that with the default bandwidth first. Borders are placed by the image, not by what a network has learned of it.</summary>
    private List<LabelImage> Propose(IEmbeddingModel model, int image, StageExecution execution)
    {
        MicroscopyImage fine = _normalized[image], working = Working[image];
        EmbeddingField field = model.Embed(working, new EmbeddingOptions { Passes = null }, execution);
        ForegroundMask foreground = new UncertaintyBackgroundEstimator().EstimateForeground(working, field, execution);
        // Dents tell merged cells from whole ones.
        ISegmentationRefiner[] refiners = [new ContrastRefiner(new ContrastOptions { KeepsRounder = false, FillsDents = false }), new SizeFilter()];
        var proposals = new List<LabelImage>();
        foreach (double share in field.HasBorders ? OfObjects : OfEmbedding)
        {
            var clusterer = new MeanShiftClusterer(new MeanShiftOptions { Bandwidth = share * field.ObjectDiameter });
            LabelImage labels = LabelRescaling.Rescale(clusterer.Cluster(field, foreground, execution), fine.Shape, execution);
            foreach (ISegmentationRefiner refiner in refiners)
                labels = refiner.Refine(new RefinementInput(fine, labels, model.Description.ObjectDiameter, field), execution);
            proposals.Add(labels);
        }
        return proposals;
    }
}
