namespace Cellulus;

/// <summary>Trains on the managed engine.</summary>
internal sealed class ManagedStarEngine : IStarEngine
{
    public ITrainingStep CreateStep(StarExamples examples) => new StarTrainingStep(examples);

    public ITilePass CreatePass(StarConvexModel model) => model.Pass;
}
