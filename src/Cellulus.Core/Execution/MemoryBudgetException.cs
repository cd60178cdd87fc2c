namespace Cellulus;

/// <summary>Work that would need more memory than it was given. Thrown before the work starts.</summary>
public sealed class MemoryBudgetException : CellulusException
{
    /// <summary>Compares a need with a budget.</summary>
    /// <param name="plan">What the work needs.</param>
    /// <param name="budgetBytes">What it was given.</param>
    /// <param name="remedy">What the user can do, a full sentence.</param>
    public MemoryBudgetException(MemoryPlan plan, long budgetBytes, string remedy)
        : base(Describe(plan, budgetBytes, remedy))
    {
        Plan = plan;
        BudgetBytes = budgetBytes;
    }

    /// <summary>What the work needs, part by part.</summary>
    public MemoryPlan Plan { get; }

    /// <summary>What it was given, in bytes.</summary>
    public long BudgetBytes { get; }

    private static string Describe(MemoryPlan plan, long budgetBytes, string remedy)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return $"This needs {MemoryPlan.Format(plan.TotalBytes)}, the budget is {MemoryPlan.Format(budgetBytes)}. {remedy}";
    }
}
