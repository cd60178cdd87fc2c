using Cellulus.Core.Tests.Training;
using Cellulus.Engine;

namespace Cellulus.Tests;

/// <summary>Small object networks that are made in a moment.</summary>
internal static class SelfTrainingScenes
{
    public static MicroscopyImage Image(int depth, int channels = 1) => TrainingScenes.Blobs(depth == 1 ? 62 : 30, depth == 1 ? 70 : 34, channels, depth);

    /// <summary>Bright pixels of <see cref="Image"/>, each piece an object.</summary>
    public static PseudoLabels Labels(int depth) => Bright(Image(depth));

    public static PseudoLabels Bright(MicroscopyImage image)
    {
        int[] bright = [.. image.GetChannel(0).ToArray().Select(v => v > 0.5f ? 1 : 0)], pieces = new int[bright.Length];
        ConnectedComponents.Label(bright, image.Shape, diagonal: false, pieces);
        return new PseudoLabels(pieces, image.Shape);
    }

    public static ObjectNetwork Quick(int depth, int channels, StageExecution execution, PseudoLabels? labels = null) => ObjectTrainer.Train(
        [Image(depth, channels)], [labels ?? Labels(depth)], workingDiameter: 16,
        new SelfTrainingOptions { Iterations = 2, BatchSize = 3, CropSize = depth == 1 ? 60 : 44, Features = 4 }, execution);

    /// <summary>A model with random weights.</summary>
    public static EmbeddingModel Untrained(int rank, int channels, double diameter)
    {
        var metadata = new ModelMetadata
        {
            Rank = rank, Channels = channels, Features = 4, FeatureFactor = 2, HeadFeatures = 8, ObjectDiameter = diameter, WorkingDiameter = diameter,
        };
        var layout = new UNetLayout(metadata.Architecture);
        float[] parameters = new float[layout.ParameterCount];
        UNetParameters.Initialize(layout, 1, parameters);
        return new EmbeddingModel(metadata, parameters);
    }

    /// <summary>A model with random weights and an object network that has hardly learned.</summary>
    public static EmbeddingModel Model(int depth, int channels = 1) =>
        Untrained(depth > 1 ? 3 : 2, channels, diameter: 16).With(Quick(depth, channels, StageExecution.Default));
}
