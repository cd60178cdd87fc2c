using Cellulus.Engine;

namespace Cellulus.Torch;

/// <summary>Trains on TorchSharp: the steps, and the passes by which the uncertainty is learned.</summary>
internal sealed class TorchTrainingEngine(TorchSession session) : ITrainingEngine
{
    public MemoryPlan Plan(TrainingSetup setup, IReadOnlyList<MicroscopyImage> images)
    {
        (IReadOnlyList<ImageShape> given, IReadOnlyList<ImageShape> rescaled) = setup.ShapesOf(images);
        var layout = new UNetLayout(setup.Metadata.Architecture);
        long parameters = layout.ParameterCount * (long)sizeof(float);
        int channels = setup.Metadata.Channels, crops = Math.Min(session.BatchSize, setup.Options.BatchSize);
        List<MemoryShare> shares =
        [
            new("images as given", given.Sum(s => s.PixelCount) * channels * sizeof(float)),
            new("images on the network's grid", rescaled.Sum(s => s.PixelCount) * channels * sizeof(float)),
            new("weights and optimizer, as the checkpoint holds them", 3 * parameters),
        ];
        // What lies on a GPU is not the program's memory.
        if (!session.IsCuda)
        {
            shares.Add(new("weights, optimizer and gradients in libtorch", 6 * parameters));
            shares.Add(new($"maps of {crops} crop(s) at a time, and their gradients", 2 * crops * NetworkMemory.OfMaps(layout, setup.Crop)));
        }
        return new MemoryPlan(shares);
    }

    public ITrainingStep CreateStep(TrainingSetup setup, TrainingSet set) => new TorchTrainingStep(session, setup, set);

    public IForwardPass CreatePass(EmbeddingModel model) => new TorchForwardPass(model.Layout, model.Parameters, session);
}
