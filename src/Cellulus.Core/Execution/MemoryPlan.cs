using System.Globalization;

namespace Cellulus;

/// <summary>What a piece of work will take from memory, known before it starts. <see cref="ToString"/> prints it as a table.</summary>
/// <param name="Shares">The parts, largest lifetime first.</param>
public sealed record MemoryPlan(IReadOnlyList<MemoryShare> Shares)
{
    /// <summary>All parts together.</summary>
    public long TotalBytes => Shares.Sum(s => s.Bytes);

    /// <summary>Throws unless the plan fits.</summary>
    /// <param name="budgetBytes">Bytes allowed; <see langword="null"/> for no limit.</param>
    /// <param name="remedy">What the user can do, a full sentence.</param>
    /// <exception cref="MemoryBudgetException">More is needed than allowed.</exception>
    public void Require(long? budgetBytes, string remedy)
    {
        if (budgetBytes is { } budget && TotalBytes > budget)
            throw new MemoryBudgetException(this, budget, remedy);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        int width = Shares.Append(new MemoryShare("total", 0)).Max(s => s.Name.Length);
        return string.Join('\n', Shares.Append(new MemoryShare("total", TotalBytes)).Select(s => $"{s.Name.PadRight(width)}  {Format(s.Bytes),9}"));
    }

    /// <summary>Bytes as people read them: 512 B, 12.3 MiB, 2 GiB.</summary>
    internal static string Format(long bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB"];
        double value = bytes;
        int unit = 0;
        for (; value >= 1024 && unit < units.Length - 1; unit++)
            value /= 1024;
        return value.ToString(unit == 0 ? "0" : "0.##", CultureInfo.InvariantCulture) + " " + units[unit];
    }
}
