namespace Cellulus.Tests;

/// <summary>Counts the memory that is taken, kept or not: unlike time, it is the same on every machine.</summary>
internal static class Allocation
{
    /// <summary>Bytes that an action takes on this thread.</summary>
    public static long Of(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
