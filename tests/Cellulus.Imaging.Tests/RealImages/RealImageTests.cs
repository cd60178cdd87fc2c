using Xunit;

namespace Cellulus.Imaging.Tests.RealImages;

/// <summary>The whole way on real images: from files to labels. How good the labels are is the benchmarks' affair.</summary>
public sealed class RealImageTests
{
    private static readonly TrainingOptions s_brief = new() { Iterations = 8, BatchSize = 2, Features = 8, HeadFeatures = 16 };

    [RealDataFact]
    public void DiametersAreEstimatedWithinAQuarter()
    {
        foreach ((string set, double diameter) in new[]
        {
            ("dsb-fluo-256", 13.2), ("dsb-fluo-520", 28.4), ("ctc-fluo-n2dh-sim+", 47.7), ("codex-tissue-2ch", 16.5), ("3d-mouse-embryo-nuclei", 14.8),
        })
        {
            MicroscopyImage[] images = [.. Images(set).Select(path => ImageFile.Read(path))];
            double estimate = DiameterEstimator.Estimate(images);
            Assert.True(Math.Abs(estimate / diameter - 1) < 0.25, $"{set}: {estimate:f1} px estimated, {diameter} px by the labels.");
        }
    }

    [RealDataFact]
    public Task PlanesTrainAndSegment() => TrainAndSegment("dsb-fluo-256", 3, s_brief, channels: 1, depth: 1);

    [RealDataFact]
    public Task TwoChannelsTrainAndSegment() => TrainAndSegment("codex-tissue-2ch", 2, s_brief, channels: 2, depth: 1);

    [RealDataFact]
    public Task AVolumeTrainsAndSegments() =>
        TrainAndSegment("3d-mouse-embryo-nuclei", 1, s_brief with { Iterations = 2, ObjectDiameter = 15, WorkingDiameter = 10, CropSize = 38, PairRadius = 6 }, channels: 1, depth: 51);

    private static async Task TrainAndSegment(string set, int count, TrainingOptions options, int channels, int depth)
    {
        MicroscopyImage[] images = [.. Images(set).Take(count).Select(path => ImageFile.Read(path))];
        Assert.All(images, image => Assert.Equal((channels, depth), (image.Channels, image.Depth)));
        EmbeddingModel model = await new EmbeddingTrainer().TrainAsync(images, options);
        Segmentation result = await new CellSegmenter(model).SegmentAsync(images[0], new SegmentationOptions { Passes = 1 });
        Assert.Equal(images[0].Shape, result.Labels.Shape);
        Assert.Equal(result.Labels.MaxLabel, result.Objects.Count);
        Assert.All(result.Objects, o => Assert.Equal(channels, o.MeanIntensity.Count));
    }

    private static IReadOnlyList<string> Images(string set) => ImageFile.Find(Path.Combine(RealData.Set(set), "images"));
}
