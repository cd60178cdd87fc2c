namespace Cellulus.Benchmarks.Quality;

/// <summary>One way to compose a segmenter from a trained model.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="Off">What of the default it leaves out or replaces.</param>
/// <param name="Build">Makes the segmenter.</param>
/// <param name="Choice">What it chooses in another way than the default, if labels could have made that choice.</param>
/// <param name="Options">How to segment; <see langword="null"/> for the defaults.</param>
internal sealed record Variant(
    string Name, string Off, Func<IEmbeddingModel, CellSegmenter> Build, string? Choice = null, SegmentationOptions? Options = null)
{
    public SegmentationOptions OptionsFor(int threads) => (Options ?? SegmentationOptions.Default) with { MaxDegreeOfParallelism = threads };
}
