using System.Numerics;

namespace Cellulus;

/// <summary>Drops positions that are there already. One instance serves one thread.</summary>
internal sealed class DistinctPositions
{
    private int[] _table = [];

    /// <summary>Moves the first of equal positions to the front, in their order, and returns how many there are.</summary>
    public int Compact(Span<EmbeddedPosition> positions)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2(2 * (uint)positions.Length);
        if (_table.Length < size)
            _table = new int[size];
        Span<int> table = _table.AsSpan(0, size);
        table.Clear();
        int count = 0;
        foreach (EmbeddedPosition p in positions)
        {
            int at = p.GetHashCode() & (size - 1);
            while (table[at] != 0 && positions[table[at] - 1] != p)
                at = (at + 1) & (size - 1);
            if (table[at] != 0)
                continue;
            positions[count] = p;
            table[at] = ++count;
        }
        return count;
    }
}
