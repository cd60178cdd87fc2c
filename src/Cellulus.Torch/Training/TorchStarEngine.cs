namespace Cellulus.Torch;

/// <summary>Trains star-convex networks on TorchSharp: the steps, and the passes by which thresholds are chosen.</summary>
internal sealed class TorchStarEngine(TorchSession session) : IStarEngine
{
    public ITrainingStep CreateStep(StarExamples examples) => new TorchStarStep(session, examples);

    public ITilePass CreatePass(StarConvexModel model) => new TorchTilePass(model, session);
}
