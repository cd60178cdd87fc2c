namespace Cellulus;

/// <summary>The rows of labels that later rows touch: the last one of a plane; in a volume the last slice as well.</summary>
internal sealed class PieceRows(ImageShape shape)
{
    private readonly (int[] Labels, int[] Numbers)[] _kept = new (int[], int[])[shape.Depth > 1 ? 2 * shape.Height : 2];
    private readonly (int[] Labels, int[] Numbers)[] _before = new (int[], int[])[4];

    /// <summary>One of the rows that <see cref="Before"/> found.</summary>
    public (int[] Labels, int[] Numbers) this[int index] => _before[index];

    /// <summary>Finds the rows before a row that touch it, corners included.</summary>
    public void Before(int z, int y, out int count)
    {
        count = 0;
        if (y > 0)
            _before[count++] = _kept[Place(z, y - 1)];
        for (int row = Math.Max(0, y - 1); z > 0 && row <= Math.Min(shape.Height - 1, y + 1); row++)
            _before[count++] = _kept[Place(z - 1, row)];
    }

    /// <summary>Keeps a row for those after it.</summary>
    public void Keep(int z, int y, ReadOnlySpan<int> labels, ReadOnlySpan<int> numbers)
    {
        ref (int[] Labels, int[] Numbers) kept = ref _kept[Place(z, y)];
        if (kept.Labels is null)
            kept = (new int[shape.Width], new int[shape.Width]);
        labels.CopyTo(kept.Labels);
        numbers.CopyTo(kept.Numbers);
    }

    private int Place(int z, int y) => shape.Depth > 1 ? z % 2 * shape.Height + y : y % 2;
}
