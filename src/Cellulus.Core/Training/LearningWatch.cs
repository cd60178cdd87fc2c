namespace Cellulus;

/// <summary>
/// Recognises, without labels, a training that learns nothing: after a quarter of its steps the loss of pairs is still that of a network
/// which says the same at every pixel. Such a run stays so; other initial weights usually learn.
/// </summary>
internal sealed class LearningWatch
{
    /// <summary>Trainings in all, each from other weights.</summary>
    public const int MostAttempts = 3;

    // Runs that learn are below .93 by then on all real sets measured; runs of few steps are no evidence.
    private const double ShareOfNothing = 0.985, Quarter = 0.25;
    private const int FewestSteps = 200;

    private readonly int? _at;

    /// <param name="options">Options without gaps.</param>
    /// <param name="rank">2 or 3.</param>
    public LearningWatch(TrainingOptions options, int rank)
    {
        int iterations = options.Iterations!.Value;
        _at = iterations >= FewestSteps ? (int)(Quarter * iterations) : null;
        LossOfNothing = MeanLoss(options, rank);
    }

    /// <summary>Mean loss of a pair when all outputs are equal.</summary>
    public double LossOfNothing { get; }

    /// <summary>Whether a run has failed, to be asked after every step.</summary>
    /// <param name="iteration">Finished steps.</param>
    /// <param name="loss">Mean loss of a pair over the last steps.</param>
    public bool HasFailed(int iteration, double loss) => iteration == _at && loss > ShareOfNothing * LossOfNothing;

    // Pairs are drawn evenly from a disc (ball).
    private static double MeanLoss(TrainingOptions options, int rank)
    {
        int reach = (int)options.PairRadius!.Value, depth = rank == 3 ? reach : 0, count = 0;
        double sum = 0, most = options.PairRadius.Value * options.PairRadius.Value;
        for (int z = -depth; z <= depth; z++)
            for (int y = -reach; y <= reach; y++)
                for (int x = -reach; x <= reach; x++)
                {
                    double square = x * x + y * y + z * z, decay = DeterministicMath.Exp(-square / options.Temperature);
                    if (square > most)
                        continue;
                    count++;
                    sum += options.LossForm == OffsetLossForm.Exponential ? 1 - decay : 1 / (1 + decay);
                }
        return sum / count;
    }
}
