using Xunit;

namespace Cellulus.Tests;

/// <summary>What tests of streamed segmentation share.</summary>
internal static class StreamedScenes
{
    public static ISegmentationRefiner[] Refiners(string name) => name switch
    {
        "default" => [.. CellSegmenter.DefaultRefiners],
        "textured" => [.. CellSegmenter.TexturedRefiners],
        "cell" => [new HaloRefiner(new HaloOptions { Grow = 2, Shrink = 3 }), new SizeFilter()],
        "nucleus" => [new NucleusRefiner(), new SizeFilter()],
        _ => [],
    };

    public static void AssertSame(Segmentation whole, LargeSegmentation streamed, MemoryLabelSink sink)
    {
        Assert.NotNull(sink.Labels);
        Assert.Equal(whole.Labels.Shape, sink.Labels.Shape);
        Assert.Equal(whole.Labels.Labels, sink.Labels.Labels);
        Assert.Equal(whole.Objects.Count, streamed.Objects.Count);
        foreach ((SegmentedObject expected, SegmentedObject actual) in whole.Objects.Zip(streamed.Objects))
        {
            Assert.Equal(expected with { MeanIntensity = [] }, actual with { MeanIntensity = expected.MeanIntensity } with { MeanIntensity = [] });
            Assert.Equal(expected.MeanIntensity, actual.MeanIntensity);
        }
    }
}
