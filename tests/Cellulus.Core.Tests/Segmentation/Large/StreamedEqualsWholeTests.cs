using Cellulus.Testing;
using Xunit;

namespace Cellulus.Tests;

/// <summary>A streamed image has the labels and measurements of the whole, bit for bit.</summary>
public sealed class StreamedEqualsWholeTests
{
    private static readonly CellScene Plane = CellSceneSimulator.Simulate(new CellSceneOptions { Shape = new ImageShape(200, 230), Cells = 40, Diameter = 22, Seed = 3 });

    private static readonly CellScene Volume = CellSceneSimulator.Simulate(
        new CellSceneOptions { Shape = new ImageShape(24, 50, 60), Cells = 12, Diameter = 14, Seed = 5, Photons = 300 });

    public static TheoryData<string, int, int, double> Cases => new()
    {
        { "default", 64, 1, 1 },
        { "default", 64, 3, 1 },
        { "default", 90, 2, 0.6 },
        { "default", 50, 1, 1.7 },
        { "textured", 70, 3, 1 },
        { "textured", 100, 1, 0.8 },
        { "cell", 64, 2, 0.7 },
        { "nucleus", 64, 2, 1 },
        { "none", 40, 3, 0.9 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_plane(string refiners, int window, int threads, double scale) => await Compare(Plane, refiners, window, threads, scale);

    [Theory]
    [InlineData("default", 64, 3, 1)]
    [InlineData("textured", 100, 1, 0.8)]
    [InlineData("default", 40, 2, 1.2)]
    public async Task A_volume(string refiners, int window, int threads, double scale) => await Compare(Volume, refiners, window, threads, scale);

    private static async Task Compare(CellScene scene, string refiners, int window, int threads, double scale)
    {
        var model = new TruthEmbeddingModel(scene.Truth, offsetNoise: 2);
        CellSegmenter segmenter = new(model, refiners: StreamedScenes.Refiners(refiners));
        var options = new SegmentationOptions { ObjectDiameter = model.Description.WorkingDiameter / scale, MaxDegreeOfParallelism = threads };
        Segmentation whole = await segmenter.SegmentAsync(scene.Image, options);
        var sink = new MemoryLabelSink();
        LargeSegmentation streamed = await segmenter.SegmentLargeAsync(
            new MemoryImageSource(scene.Image), sink, options, new LargeImageOptions { WindowSize = window });

        Assert.True(whole.Objects.Count > 5, $"{whole.Objects.Count} objects are too few to tell.");
        Assert.True(streamed.Windows > 3);
        StreamedScenes.AssertSame(whole, streamed, sink);
    }
}
