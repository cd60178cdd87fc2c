namespace Cellulus;

/// <summary>State of a running training.</summary>
/// <param name="Iteration">Finished steps.</param>
/// <param name="Iterations">Steps planned in all.</param>
/// <param name="Loss">Mean loss of a pair, averaged over the last steps.</param>
/// <param name="LearningRate">Learning rate of the last step.</param>
/// <param name="SecondsPerIteration">Median time of the last steps.</param>
/// <param name="Remaining">Estimated time left.</param>
public sealed record TrainingProgress(
    int Iteration, int Iterations, double Loss, double LearningRate, double SecondsPerIteration, TimeSpan Remaining)
{
    /// <summary>1, or more where a training that learned nothing, or did not convince, is followed by another: from other weights or at another diameter.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>Object diameter in pixels that the running training takes the images to have; another one when the estimate did not convince.</summary>
    public double? ObjectDiameter { get; init; }

    /// <summary>
    /// Finished share, 0 to 1, of what follows the last step, learning the uncertainty. <see langword="null"/> otherwise.
    /// </summary>
    public double? UncertaintyShare { get; init; }

    /// <summary>Finished share, 0 to 1, of what comes last: learning from the objects found. <see langword="null"/> before.</summary>
    public double? SelfTrainingShare { get; init; }
}
