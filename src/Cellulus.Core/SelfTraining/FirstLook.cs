namespace Cellulus;

/// <summary>What a model finds in the images it was trained on, before it has learned from that.</summary>
/// <param name="Model">The model.</param>
/// <param name="Set">The images.</param>
/// <param name="Belief">What is believed of them.</param>
internal sealed record FirstLook(EmbeddingModel Model, SelfTrainingSet Set, Belief Belief)
{
    /// <summary>Segments the images, each with several bandwidths.</summary>
    public static FirstLook Of(EmbeddingModel model, IReadOnlyList<MicroscopyImage> images, SelfTrainingOptions options, StageExecution execution)
    {
        model = model.WithoutObjects();
        long mostPixels = SelfTrainingDefaults.Fill(options, model.Description.Rank).MaxPixels!.Value;
        var set = new SelfTrainingSet(images, model.Description, mostPixels, execution with { Progress = null });
        return new FirstLook(model, set, set.Believe(model, BelievedConfidence.OfEmbedding, execution));
    }
}
