namespace Cellulus;

/// <summary>What computes for a star-convex training. All else is the same: images, crops, targets, schedule, how thresholds are
/// chosen.</summary>
internal interface IStarEngine
{
    /// <summary>Prepares for the steps of a training.</summary>
    ITrainingStep CreateStep(StarExamples examples);

    /// <summary>The passes of a finished network, by which its thresholds are chosen.</summary>
    ITilePass CreatePass(StarConvexModel model);
}
