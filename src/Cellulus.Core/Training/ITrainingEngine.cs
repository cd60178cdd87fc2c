using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// What takes the steps of a training. All else is the same whatever computes: images, crops, pairs, schedule, checkpoints, and what is
/// learned after the last step.
/// </summary>
internal interface ITrainingEngine
{
    /// <summary>What a training would take from memory.</summary>
    MemoryPlan Plan(TrainingSetup setup, IReadOnlyList<MicroscopyImage> images);

    /// <summary>Prepares for the steps of a training.</summary>
    ITrainingStep CreateStep(TrainingSetup setup, TrainingSet set);

    /// <summary>The passes by which a finished model's uncertainty is learned; the managed engine's where nothing else is said.</summary>
    IForwardPass CreatePass(EmbeddingModel model) => model.Network;
}
