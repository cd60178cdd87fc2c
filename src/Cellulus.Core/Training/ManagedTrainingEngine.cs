using Cellulus.Engine;

namespace Cellulus;

/// <summary>Trains on the managed engine.</summary>
internal sealed class ManagedTrainingEngine : ITrainingEngine
{
    public MemoryPlan Plan(TrainingSetup setup, IReadOnlyList<MicroscopyImage> images)
    {
        (IReadOnlyList<ImageShape> given, IReadOnlyList<ImageShape> rescaled) = setup.ShapesOf(images);
        return TrainingMemory.Plan(given, rescaled, setup.Metadata.Channels, setup.Options, setup.Metadata.Architecture, setup.Crop);
    }

    public ITrainingStep CreateStep(TrainingSetup setup, TrainingSet set)
    {
        var network = new UNet(new UNetLayout(setup.Metadata.Architecture), GemmKernels.Best, training: true);
        return new TrainingStep(setup.Options, set, network, setup.Crop);
    }
}
