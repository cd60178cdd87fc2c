namespace Cellulus.Benchmarks.Quality;

/// <summary>One way to compose a segmenter from a trained model.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="Off">What of the default it leaves out or replaces.</param>
/// <param name="Build">Makes the segmenter.</param>
internal sealed record Variant(string Name, string Off, Func<IRegionEmbeddingModel, CellSegmenter> Build)
{
    /// <summary>What it chooses in another way than the default, if labels could have made that choice.</summary>
    public string? Choice { get; init; }

    /// <summary>Whether the model comes without what it has learned from its own objects.</summary>
    public bool IsWithoutObjects { get; init; }

    /// <summary>Whether it takes so long that volumes are left out.</summary>
    public bool IsForPlanesOnly { get; init; }

    /// <summary>How to segment.</summary>
    public SegmentationOptions Options { get; init; } = SegmentationOptions.Default;

    public bool Suits(EmbeddingModelDescription model) => !(IsForPlanesOnly && model.Rank == 3);
}
