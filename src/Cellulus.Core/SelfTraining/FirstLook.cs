namespace Cellulus;

/// <summary>What a model finds in the images it was trained on, before it has learned from that.</summary>
/// <param name="Model">The model.</param>
/// <param name="Set">The images.</param>
/// <param name="Belief">What is believed of them.</param>
internal sealed record FirstLook(EmbeddingModel Model, SelfTrainingSet Set, Belief Belief)
{
    /// <summary>Segments the images, each with several bandwidths.</summary>
    public static FirstLook Of(EmbeddingModel model, IReadOnlyList<MicroscopyImage> images, StageExecution execution)
    {
        model = model.WithoutObjects();
        var set = new SelfTrainingSet(images, model.Description, execution with { Progress = null });
        return new FirstLook(model, set, set.Believe(model, execution));
    }
}
