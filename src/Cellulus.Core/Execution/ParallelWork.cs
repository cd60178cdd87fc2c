namespace Cellulus;

/// <summary>
/// Runs numbered work items on a bounded number of threads. Which thread takes which item is open, so an item must write
/// only to its own slots; then results are the same bits for any number of threads.
/// </summary>
internal static class ParallelWork
{
    /// <summary>Runs <paramref name="body"/> for the items 0 to <paramref name="count"/> - 1.</summary>
    /// <exception cref="OperationCanceledException">The execution was cancelled; checked before each item.</exception>
    public static void For(int count, StageExecution execution, Action<int> body)
    {
        if (count <= 1 || execution.MaxDegreeOfParallelism == 1)
        {
            for (int i = 0; i < count; i++)
            {
                execution.CancellationToken.ThrowIfCancellationRequested();
                body(i);
            }
            return;
        }
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = execution.MaxDegreeOfParallelism,
            CancellationToken = execution.CancellationToken,
        };
        try
        {
            Parallel.For(0, count, options, body);
        }
        catch (AggregateException e) when (e.Flatten().InnerExceptions is [var first, ..])
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
    }
}
