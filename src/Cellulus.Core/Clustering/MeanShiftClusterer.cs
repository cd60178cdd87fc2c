namespace Cellulus;

/// <summary>
/// Clusters embeddings by mean-shift with a flat kernel (paper section 3.2): the centres are those of scikit-learn's
/// <c>MeanShift</c>, every foreground pixel joins the nearest one. Exact on all pixels unless told otherwise.
/// </summary>
public sealed class MeanShiftClusterer : IInstanceClusterer, IStreamedClusterer
{
    /// <summary>A clusterer.</summary>
    /// <param name="options">Default: every pixel a seed, bandwidth <see cref="EmbeddingField.DefaultBandwidth"/>.</param>
    public MeanShiftClusterer(MeanShiftOptions? options = null) => Options = options ?? new MeanShiftOptions();

    /// <summary>What the clusterer was made with.</summary>
    public MeanShiftOptions Options { get; }

    /// <inheritdoc/>
    /// <exception cref="CellulusException">An embedding of the foreground is NaN or infinite.</exception>
    public LabelImage Cluster(EmbeddingField embedding, ForegroundMask foreground, StageExecution execution)
    {
        ForegroundPixels.CheckShape(embedding, foreground);
        ArgumentNullException.ThrowIfNull(execution);
        int[] kept = RandomReduction.Keep(foreground.Count, Options.ReductionProbability, Options.Seed);
        return Cluster(embedding, foreground, kept, execution);
    }

    string? IStreamedClusterer.Obstacle => Options.ReductionProbability < 1 || Options.UseSeeds
        ? $"Leave {nameof(MeanShiftOptions.ReductionProbability)} at 1 and {nameof(MeanShiftOptions.UseSeeds)} off: the exact method can be streamed."
        : null;

    string IStreamedClusterer.Describe() => $"{Options}";

    ILabelReader IStreamedClusterer.Cluster(StreamedField field, ScratchFolder scratch, StageExecution execution) =>
        new StreamedMeanShift(field, Options.Bandwidth ?? field.DefaultBandwidth, scratch).Run(execution);

    /// <summary>Clusters with the centres found from the given foreground points (indices among the foreground, rising).</summary>
    internal LabelImage Cluster(EmbeddingField embedding, ForegroundMask foreground, int[] kept, StageExecution execution)
    {
        int[] pixels = ForegroundPixels.List(foreground);
        if (pixels.Length == 0)
            return LabelImage.Empty(embedding.Shape);
        double bandwidth = Options.Bandwidth ?? embedding.DefaultBandwidth;
        EmbeddedPosition constant = Options.UseSeeds ? OffsetSeeds.MeanOffset(embedding, pixels) : default;
        EmbeddedPoints points = EmbeddedPoints.FromField(embedding, pixels, constant);
        PointGrid grid = FlatKernelMeanShift.CreateGrid(points, bandwidth);
        PointGrid fit = kept.Length == pixels.Length ? grid : FlatKernelMeanShift.CreateGrid(points.Select(kept), bandwidth);

        EmbeddedPosition[] centres = [];
        if (Options.UseSeeds)
            centres = FlatKernelMeanShift.FindModes(fit, bandwidth, OffsetSeeds.Find(embedding, constant, execution), execution).Centres;
        if (centres.Length == 0)
            centres = FlatKernelMeanShift.FindModes(fit, bandwidth, null, execution).Centres;

        int[] nearest = NearestCentre.Assign(grid, centres, execution);
        var labels = new int[foreground.Pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
            labels[pixels[i]] = nearest[i] + 1;
        LabelNumbering.CloseGaps(labels);
        return LabelImage.Adopt(labels, embedding.Shape);
    }
}
