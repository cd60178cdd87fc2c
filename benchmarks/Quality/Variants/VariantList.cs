namespace Cellulus.Benchmarks.Quality;

/// <summary>The variants that are compared. A new one is one entry in <see cref="Others"/>.</summary>
internal static class VariantList
{
    /// <summary>What a host gets that gives nothing but images.</summary>
    public static Variant Default { get; } = new("default", "nothing", m => new CellSegmenter(m));

    /// <summary>The default without its filter: all objects that were found, unsure ones too.</summary>
    public static Variant Unfiltered { get; } = Without<ConfidenceFilter>("no confidence filter");

    /// <summary>The default with one part left out or replaced in each.</summary>
    public static IReadOnlyList<Variant> Others { get; } =
    [
        new("no self-training", "object network, by the embedding", m => new CellSegmenter(m)) { IsWithoutObjects = true },
        new("exact passes", "object network, by the embedding and 32 noisy passes", m => new CellSegmenter(m))
        {
            IsWithoutObjects = true, IsForPlanesOnly = true, Options = new SegmentationOptions { Passes = EmbeddingOptions.DefaultPasses },
        },
        new("mirrored", "one view, by the mean of eight mirrored ones", m => new CellSegmenter(new MirroredModel(m))),
        Bordered("rounder borders", "learned borders, by the rounder of them and the image's", new ContrastOptions { KeepsRounder = true }),
        Bordered("borders of the image", "learned borders, by the image's", new ContrastOptions { KeepsRounder = false }),
        Bordered("the same, sharp look only", "the same, without the smoother look at weak objects", new ContrastOptions { KeepsRounder = false, ClearContrast = 0 }),
        Bordered("the same, at half contrast", "the same, level by half of the contrast", new ContrastOptions { KeepsRounder = false, LevelFraction = 0.5 }),
        Without<PartJoiner>("parts not joined"),
        Without<BackgroundFilter>("no background filter"),
        Unfiltered,
        Refined("faint filter", "nothing; followed by the FaintFilter", [.. CellSegmenter.DefaultRefiners, new FaintFilter()]),
        Refined("textured", "default refiners, by the textured ones", CellSegmenter.TexturedRefiners),
        new("greedy", "mean-shift, by the greedy clusterer", m => new CellSegmenter(m, clusterer: new GreedyClusterer())) { Choice = "clusterer" },
        WithBandwidth("bandwidth 0.25", 0.25),
        WithBandwidth("bandwidth 0.333", 0.333),
        WithBandwidth("bandwidth 0.4", 0.4),
        WithBandwidth("bandwidth 0.5", 0.5),
    ];

    private static Variant Refined(string name, string off, IReadOnlyList<ISegmentationRefiner> refiners) =>
        new(name, off, m => new CellSegmenter(m, refiners: refiners)) { Choice = "refiners" };

    private static Variant Without<T>(string name)
        where T : ISegmentationRefiner => Refined(name, typeof(T).Name, [.. CellSegmenter.DefaultRefiners.Where(r => r is not T)]);

    private static Variant Bordered(string name, string off, ContrastOptions options) =>
        Refined(name, off, [new ContrastRefiner(options), .. CellSegmenter.DefaultRefiners.Where(r => r is not ContrastRefiner)]);

    private static Variant WithBandwidth(string name, double diameters) => new(
        name, FormattableString.Invariant($"default bandwidth, by {diameters} diameters"),
        m => new CellSegmenter(m, clusterer: new MeanShiftClusterer(new MeanShiftOptions { Bandwidth = diameters * m.Description.WorkingDiameter })))
    {
        Choice = "bandwidth",
    };
}
