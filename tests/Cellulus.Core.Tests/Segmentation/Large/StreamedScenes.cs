using Cellulus.Testing;
using Xunit;

namespace Cellulus.Tests;

/// <summary>What tests of streamed segmentation share.</summary>
internal static class StreamedScenes
{
    public static CellScene Plane { get; } =
        CellSceneSimulator.Simulate(new CellSceneOptions { Shape = new ImageShape(200, 230), Cells = 40, Diameter = 22, Seed = 3 });

    // Little blur: the model that knows the truth is unsure just beyond it, and objects with a halo would fail the test of confidence.
    public static CellScene Volume { get; } = CellSceneSimulator.Simulate(
        new CellSceneOptions { Shape = new ImageShape(22, 50, 58), Cells = 12, Diameter = 14, Seed = 5, Photons = 300, DimShare = 0, Blur = 0.6 });

    /// <summary>A scene drawn from labels: objects are bright, and brighter the higher their number.</summary>
    public static CellScene Draw(LabelImage truth)
    {
        var random = new Random(1);
        float[] pixels = [.. truth.Labels.ToArray().Select(l => (float)Math.Round((l == 0 ? 20 : 100 + l) + 8 * random.NextDouble()))];
        return new CellScene(MicroscopyImage.FromPixels(pixels, truth.Shape), truth);
    }

    public static ISegmentationRefiner[] Refiners(string name) => name switch
    {
        "default" => [.. CellSegmenter.DefaultRefiners],
        "textured" => [.. CellSegmenter.TexturedRefiners],
        "cell" => [new HaloRefiner(new HaloOptions { Grow = 2, Shrink = 3 }), new SizeFilter()],
        "nucleus" => [new NucleusRefiner(), new SizeFilter()],
        _ => [],
    };

    /// <summary>Segments an image whole and in windows and compares every bit.</summary>
    public static async Task<LargeSegmentation> CompareAsync(
        CellSegmenter segmenter, MicroscopyImage image, SegmentationOptions options, int window, int fewestObjects = 5)
    {
        Segmentation whole = await segmenter.SegmentAsync(image, options);
        var sink = new MemoryLabelSink();
        LargeSegmentation streamed = await segmenter.SegmentLargeAsync(
            new MemoryImageSource(image), sink, options, new LargeImageOptions { WindowSize = window });

        Assert.True(whole.Objects.Count >= fewestObjects, $"{whole.Objects.Count} objects are too few to tell.");
        Assert.True(streamed.Windows > 3, $"{streamed.Windows} windows are too few to tell.");
        Assert.NotNull(sink.Labels);
        Assert.Equal(whole.Labels.Shape, sink.Labels.Shape);
        Assert.Equal(whole.Labels.Labels, sink.Labels.Labels);
        Assert.Equal(whole.Objects.Count, streamed.Objects.Count);
        foreach ((SegmentedObject expected, SegmentedObject actual) in whole.Objects.Zip(streamed.Objects))
        {
            Assert.Equal(expected with { MeanIntensity = [] }, actual with { MeanIntensity = [] });
            Assert.Equal(expected.MeanIntensity, actual.MeanIntensity);
        }
        return streamed;
    }
}
