using System.Runtime.CompilerServices;

namespace Cellulus;

/// <summary>The library's own background threads, one less than there are processors, started when first needed.</summary>
internal static class WorkerThreads
{
    private static readonly Queue<ParallelJob> s_invitations = [];
    private static readonly int s_limit = Math.Max(1, Environment.ProcessorCount - 1);
    private static int s_threads;

    /// <summary>Asks that up to <paramref name="helpers"/> threads help with a job. Who is busy comes later or not at all.</summary>
    public static void Invite(ParallelJob job, int helpers)
    {
        helpers = Math.Min(helpers, s_limit);
        lock (s_invitations)
        {
            for (int i = 0; i < helpers; i++)
                s_invitations.Enqueue(job);
            for (; s_threads < helpers; s_threads++)
                new Thread(Serve) { IsBackground = true, Name = $"Cellulus worker {s_threads + 1}" }.Start();
            if (helpers > 0)
                Monitor.PulseAll(s_invitations);
        }
    }

    private static void Serve()
    {
        while (true)
            HelpNext();
    }

    // A method of its own: a thread that waits must not keep alive the last job, and with it what the items worked on.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void HelpNext()
    {
        ParallelJob job = Next();
        using (ProcessorTokens.Enter(CancellationToken.None))
        {
            if (!job.TryJoin())
                return;
            job.Work();
            job.Leave();
        }
    }

    private static ParallelJob Next()
    {
        lock (s_invitations)
        {
            ParallelJob? job;
            while (!s_invitations.TryDequeue(out job))
                Monitor.Wait(s_invitations);
            return job;
        }
    }
}
