namespace Cellulus.Benchmarks.Quality;

/// <summary>The variants that are compared. A new one is one entry in <see cref="Others"/>.</summary>
internal static class VariantList
{
    /// <summary>What a host gets that gives nothing but images.</summary>
    public static Variant Default { get; } = new("default", "nothing", m => new CellSegmenter(m));

    public static IReadOnlyList<Variant> Others { get; } =
    [
        new("no confidence filter", "ConfidenceFilter", m => new(m, refiners: DefaultWithout<ConfidenceFilter>()), "refiners"),
        new("no contrast borders", "ContrastRefiner", m => new(m, refiners: DefaultWithout<ContrastRefiner>()), "refiners"),
        new("textured", "DefaultRefiners, by TexturedRefiners", m => new(m, refiners: CellSegmenter.TexturedRefiners), "refiners"),
        new("greedy", "mean-shift, by the greedy clusterer", m => new(m, clusterer: new GreedyClusterer()), "clusterer"),
        new("bandwidth 0.35", "default bandwidth, by 0.35 diameters", m => new(m, clusterer: MeanShift(m, 0.35)), "bandwidth"),
        new("bandwidth 0.5", "default bandwidth, by 0.5 diameters", m => new(m, clusterer: MeanShift(m, 0.5)), "bandwidth"),
        new("bandwidth 0.7", "default bandwidth, by 0.7 diameters", m => new(m, clusterer: MeanShift(m, 0.7)), "bandwidth"),
        new("exact passes", "learned uncertainty, by noisy passes", m => new(m), "uncertainty", new SegmentationOptions { Passes = EmbeddingOptions.DefaultPasses }),
    ];

    private static ISegmentationRefiner[] DefaultWithout<T>() => [.. CellSegmenter.DefaultRefiners.Where(r => r is not T)];

    private static MeanShiftClusterer MeanShift(IEmbeddingModel model, double diameters) =>
        new(new MeanShiftOptions { Bandwidth = diameters * model.Description.WorkingDiameter });
}
