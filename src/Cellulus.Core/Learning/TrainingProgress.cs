using System.Globalization;

namespace Cellulus;

/// <summary>State of a running training.</summary>
/// <param name="Iteration">Finished steps.</param>
/// <param name="Iterations">Steps planned in all.</param>
/// <param name="Loss">Mean loss of a pair, averaged over the last steps.</param>
/// <param name="LearningRate">Learning rate of the last step.</param>
/// <param name="SecondsPerIteration">Median time of the last steps.</param>
/// <param name="Remaining">Estimated time left, for all that is still to be done.</param>
public sealed record TrainingProgress(
    int Iteration, int Iterations, double Loss, double LearningRate, double SecondsPerIteration, TimeSpan Remaining)
{
    /// <summary>1, or more where a training that learned nothing, or did not convince, is followed by another: from other weights or at
    /// another diameter.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>Object diameter in pixels that the running training takes the images to have; another one when the estimate did not
    /// convince.</summary>
    public double? ObjectDiameter { get; init; }

    /// <summary>
    /// Finished share, 0 to 1, of what follows the last step, learning the uncertainty. <see langword="null"/> otherwise.
    /// </summary>
    public double? UncertaintyShare { get; init; }

    /// <summary>Finished share, 0 to 1, of what comes last: learning from the objects found. <see langword="null"/> before.</summary>
    public double? SelfTrainingShare { get; init; }

    /// <summary>
    /// Finished share, 0 to 1, of the whole training: the steps and all that follows them. Never falls; where another training turns out to
    /// be needed it goes on more slowly.
    /// Near to the share of the time, not equal to it.
    /// </summary>
    public double Fraction { get; init; }

    /// <summary>What went wrong without ending the training, such as a checkpoint that could not be written; <see langword="null"/> if
    /// nothing did.</summary>
    public string? Warning { get; init; }

    /// <summary>The state in a few words, for a log or a display.</summary>
    public override string ToString()
    {
        string attempt = Attempt > 1 ? string.Create(CultureInfo.InvariantCulture, $"attempt {Attempt}, ") : "";
        string cells = ObjectDiameter is { } diameter ? string.Create(CultureInfo.InvariantCulture, $"cells of {diameter:0} px, ") : "";
        string follows = SelfTrainingShare is not null ? ", learning from its own objects" : UncertaintyShare is not null ? ", learning where it is unsure" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{attempt}{cells}step {Iteration}, loss {Loss:0.0000}{follows}, {Remaining:h\\:mm\\:ss} left");
    }
}
