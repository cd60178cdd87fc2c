namespace Cellulus;

/// <summary>How rounds of self-training share the time until a deadline.</summary>
/// <param name="deadline">When they have to be done.</param>
/// <param name="look">Time that segmenting the images takes, which each round ends with.</param>
internal sealed class RoundTime(Deadline deadline, TimeSpan look)
{
    /// <summary>A round whose steps take less time than its look is not worth it.</summary>
    private const double LooksOfRound = 2;

    /// <summary>Rounds in all that there is time for.</summary>
    /// <param name="done">Those that are done.</param>
    /// <param name="most">Those that were asked for.</param>
    public int Rounds(int done, int most) =>
        deadline.Left is { } left ? (int)Math.Min(most, done + Math.Floor(left / (LooksOfRound * look))) : most;

    /// <summary>Time for the steps of a round; <see langword="null"/> for no limit.</summary>
    /// <param name="rounds">Rounds that are left, this one included.</param>
    public TimeSpan? ForSteps(int rounds) => deadline.Left is { } left && left / rounds - look is var time ? time > TimeSpan.Zero ? time : TimeSpan.Zero : null;

    /// <summary>Does a round.</summary>
    /// <returns><see langword="null"/> if the time was over before it was done.</returns>
    public T? Run<T>(Func<T> round) where T : class => deadline.Run<T?>(round, null);
}
