namespace Cellulus.Tests;

/// <summary>A model whose object network finds the cells of <see cref="StreamedScenes.Plane"/>; taught once.</summary>
internal static class TaughtModel
{
    /// <summary>The model.</summary>
    public static EmbeddingModel Model => s_model.Value;

    private static readonly Lazy<EmbeddingModel> s_model = new(() =>
    {
        LabelImage truth = StreamedScenes.Plane.Truth;
        ObjectNetwork network = ObjectTrainer.Train(
            [Normalization.Normalize(StreamedScenes.Plane.Image)], [new PseudoLabels(truth.Labels.ToArray(), truth.Shape)], workingDiameter: 22,
            new SelfTrainingOptions { Iterations = 120, BatchSize = 4, CropSize = 92, Features = 8, LearningRate = 6e-3 }, StageExecution.Default);
        return SelfTrainingScenes.Untrained(rank: 2, channels: 1, diameter: 22).With(network).With(new FieldTraits(true, 0.7, 0.375));
    });
}
