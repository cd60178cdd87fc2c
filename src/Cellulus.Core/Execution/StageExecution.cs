namespace Cellulus;

/// <summary>How a stage is to run: on how many threads, whom to tell of progress, when to stop. Never changes a result.</summary>
public sealed record StageExecution
{
    /// <summary>All processors, no progress, no cancellation.</summary>
    public static StageExecution Default { get; } = new();

    /// <summary>Threads a stage may use at once. Default: the number of processors. Results do not depend on it.</summary>
    public int MaxDegreeOfParallelism
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least one thread is needed.");
    } = Environment.ProcessorCount;

    /// <summary>Told the finished share of the stage, 0 to 1, rising. May be called from any thread.</summary>
    public IProgress<double>? Progress { get; init; }

    /// <summary>The same for a part of the stage, whose progress is a part of the whole.</summary>
    internal StageExecution Part(double from, double to) => this with { Progress = Progress is null ? null : new PartialProgress(Progress, from, to) };

    /// <summary>Checked at least every few milliseconds; a cancelled stage throws <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }
}
