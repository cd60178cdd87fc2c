namespace Cellulus;

/// <summary>
/// Runs numbered work items on a bounded number of threads. Which thread takes which item is open, so an item must write
/// only to its own slots; then results are the same bits for any number of threads.
/// </summary>
/// <remarks>
/// Items run on the calling thread and on threads of the library's own, never on the thread pool: a host's pool is not starved.
/// However many calls run at once, no more items run at the same moment than there are processors.
/// </remarks>
internal static class ParallelWork
{
    /// <summary>Runs <paramref name="body"/> for the items 0 to <paramref name="count"/> - 1.</summary>
    /// <exception cref="OperationCanceledException">The execution was cancelled; checked before each item.</exception>
    public static void For(int count, StageExecution execution, Action<int> body) => Run(new ParallelJob(), count, execution, body);

    /// <summary><see cref="For"/> that tells the share of items that are done: one report at a time, rising.</summary>
    /// <inheritdoc cref="For"/>
    public static void ForWithProgress(int count, StageExecution execution, Action<int> body)
    {
        if (execution.Progress is not { } progress)
        {
            For(count, execution, body);
            return;
        }
        var reporting = new Lock();
        int done = 0;
        For(count, execution, item =>
        {
            body(item);
            lock (reporting)
                progress.Report(++done / (double)count);
        });
    }

    /// <summary><see cref="For"/> with a job kept by the caller, for work that is repeated often and shall take no memory.</summary>
    /// <inheritdoc cref="For"/>
    public static void Run(ParallelJob job, int count, StageExecution execution, Action<int> body)
    {
        if (count <= 0)
            return;
        int helpers = Math.Min(count, execution.MaxDegreeOfParallelism) - 1;
        using (ProcessorTokens.Enter(execution.CancellationToken))
        {
            job.Open(count, helpers, body, execution.CancellationToken);
            WorkerThreads.Invite(job, helpers);
            job.Work();
            job.CloseAndWait();
        }
        job.ThrowIfFailed();
    }
}
