using System.Collections.Concurrent;

namespace Cellulus;

/// <summary>The library's own background threads, one less than there are processors, started when first needed.</summary>
internal static class WorkerThreads
{
    private static readonly BlockingCollection<ParallelJob> s_invitations = [];
    private static readonly int s_limit = Math.Max(1, Environment.ProcessorCount - 1);
    private static int s_threads;

    /// <summary>Asks that up to <paramref name="helpers"/> threads help with a job. Who is busy comes later or not at all.</summary>
    public static void Invite(ParallelJob job, int helpers)
    {
        for (int i = Math.Min(helpers, s_limit); i > 0; i--)
            s_invitations.Add(job);
        while (helpers > 0 && Volatile.Read(ref s_threads) is var threads && threads < Math.Min(helpers, s_limit))
            if (Interlocked.CompareExchange(ref s_threads, threads + 1, threads) == threads)
                new Thread(Serve) { IsBackground = true, Name = $"Cellulus worker {threads + 1}" }.Start();
    }

    private static void Serve()
    {
        foreach (ParallelJob job in s_invitations.GetConsumingEnumerable())
        {
            using (ProcessorTokens.Enter(CancellationToken.None))
            {
                if (!job.TryJoin())
                    continue;
                job.Work();
                job.Leave();
            }
        }
    }
}
