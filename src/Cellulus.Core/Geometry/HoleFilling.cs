namespace Cellulus;

/// <summary>Fills holes: background from which no path over pixel faces leads to the border of the box.</summary>
internal static class HoleFilling
{
    /// <summary>Fills in place. What lies outside the box counts as outside of the object.</summary>
    public static void Fill(Span<bool> mask, ImageShape shape) => Fill(mask, shape, new int[mask.Length], new int[mask.Length]);

    /// <inheritdoc cref="Fill(Span{bool}, ImageShape)"/>
    /// <param name="mask">Order (z, y, x).</param>
    /// <param name="shape">Extent.</param>
    /// <param name="outside">Scratch memory, as many entries as pixels.</param>
    /// <param name="stack">Scratch memory, at least as many.</param>
    public static void Fill(Span<bool> mask, ImageShape shape, Span<int> outside, Span<int> stack)
    {
        outside.Clear();
        int right = shape.Width - 1;
        for (int z = 0; z < shape.Depth; z++)
            for (int y = 0; y < shape.Height; y++)
            {
                bool isEdge = y == 0 || y == shape.Height - 1 || (shape.Depth > 1 && (z == 0 || z == shape.Depth - 1));
                int row = shape.IndexOf(z, y, 0), step = isEdge ? 1 : Math.Max(1, right);
                for (int i = row; i <= row + right; i += step)
                    if (!mask[i] && outside[i] == 0)
                        FloodFill.Fill(mask, outside, 1, shape, i, stack);
            }
        for (int i = 0; i < mask.Length; i++)
            mask[i] |= outside[i] == 0;
    }
}
