namespace Cellulus;

/// <summary>One array of a model file.</summary>
/// <param name="Name">Name, such as <c>head.0.weight</c>.</param>
/// <param name="Shape">Extents, slowest first; empty for a single number.</param>
/// <param name="Values">Finite values in row-major order; as many as the product of the extents.</param>
internal sealed record NamedTensor(string Name, int[] Shape, float[] Values)
{
    /// <summary>Extents of a tensor that is read; networks have up to five.</summary>
    public const int MostExtents = 8;

    /// <summary>Numbers in a tensor; <see cref="long.MaxValue"/> where they are more.</summary>
    public static long CountOf(ReadOnlySpan<int> shape)
    {
        if (shape.Contains(0))
            return 0;
        Int128 count = 1;
        foreach (int extent in shape)
            count = Int128.Min(count * extent, long.MaxValue);
        return (long)count;
    }
}
