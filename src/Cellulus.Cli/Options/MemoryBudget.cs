namespace Cellulus.Cli.Options;

/// <summary>The memory that a command keeps to: never more than the machine has, or the container that the tool runs in.</summary>
internal static class MemoryBudget
{
    /// <summary>What there is, in bytes: of the machine, of the container, or what the runtime was told to keep to.</summary>
    public static long Available => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>What to keep to.</summary>
    /// <param name="asked">What was asked for.</param>
    /// <param name="usual">What is kept to if nothing was; <see langword="null"/> for all there is.</param>
    public static long Of(long? asked, long? usual = null)
    {
        long available = Available;
        if (asked > available)
            Console.Error.WriteLine($"--memory asks for {MemoryPlan.Format(asked.Value)}; this machine or container has {MemoryPlan.Format(available)}, which is kept to.");
        return Math.Min(asked ?? usual ?? available, available);
    }
}
