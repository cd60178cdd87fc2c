using Cellulus.Engine;

namespace Cellulus.Torch.Tests.Training;

/// <summary>What small star-convex trainings look at.</summary>
internal static class StarExampleScenes
{
    /// <summary>Two data sets of touching balls, partly unknown.</summary>
    public static StarExamples Balls(int rank, int channels, int batchSize = 3)
    {
        ImageShape shape = rank == 3 ? new ImageShape(14, 52, 56) : new ImageShape(70, 80);
        return Create(rank, channels, batchSize, crop => [
            new StarDataSet(Sampler(rank, channels, SupervisionScenes.Labels(shape, seed: 3), shape, crop, aboutObjects: 1), 0.5, 1.4),
            new StarDataSet(Sampler(rank, channels, SupervisionScenes.Labels(shape, seed: 4), shape, crop, aboutObjects: 0.5), 0.5, 0.6),
        ]);
    }

    /// <summary>Nothing is known but one object in a corner, which crops that lie anywhere hardly meet.</summary>
    public static StarExamples Unknown(int batchSize)
    {
        var shape = new ImageShape(160, 160);
        int[] labels = new int[shape.PixelCount];
        Array.Fill(labels, PseudoLabels.Unknown);
        for (int i = 0; i < 6; i++)
            labels.AsSpan(i * shape.Width, 6).Fill(1);
        return Create(2, 1, batchSize, crop => [new StarDataSet(Sampler(2, 1, labels, shape, crop, aboutObjects: 0), 1, 1)]);
    }

    /// <summary>First weights, as a training would draw them.</summary>
    public static TrainingState Begin(StarExamples examples)
    {
        var state = new TrainingState(examples.Layout);
        UNetParameters.Initialize(examples.Layout, seed: 5, state.Parameters, RandomStreams.StarWeights);
        return state;
    }

    private static StarExamples Create(int rank, int channels, int batchSize, Func<(ImageShape Crop, ImageShape Output), IReadOnlyList<StarDataSet>> createSets)
    {
        StarConvexMetadata metadata = SupervisionScenes.Untrained(rank, channels).Metadata;
        UNetLayout layout = metadata.CreateLayout();
        var crop = rank == 3 ? new ImageShape(44, 44, 44) : new ImageShape(60, 60);
        return new StarExamples(
            layout, crop, createSets((crop, layout.Architecture.OutputOf(crop))), metadata.CreateDirections(), metadata.Unit, Unevenness: 0.3, ChangedShare: 0.5,
            new SupervisedTrainingOptions { BatchSize = batchSize, WeightDecay = 0, Seed = 6 });
    }

    private static ObjectCropSampler Sampler(
        int rank, int channels, int[] labels, ImageShape shape, (ImageShape Crop, ImageShape Output) extents, double aboutObjects)
    {
        MicroscopyImage image = TrainingScenes.Blobs(shape.Height, shape.Width, channels, rank == 3 ? shape.Depth : 1);
        return new ObjectCropSampler([new LabelledImage(image, new PseudoLabels(labels, shape))], extents.Crop, extents.Output, aboutObjects, labelled: extents.Crop);
    }
}
