namespace Cellulus;

/// <summary>Fills holes: background from which no path over pixel faces leads to the border of the box.</summary>
internal static class HoleFilling
{
    /// <summary>Fills in place. What lies outside the box counts as outside of the object.</summary>
    public static void Fill(Span<bool> mask, ImageShape shape)
    {
        PixelSet filled = new(), free = new(), outside = new();
        filled.Clear(shape);
        for (int i = 0; i < mask.Length; i++)
            if (mask[i])
                filled.Add(i / shape.Width, i % shape.Width);
        Fill(filled, free, outside);
        for (int i = 0; i < mask.Length; i++)
            mask[i] = filled.Contains(i / shape.Width, i % shape.Width);
    }

    /// <inheritdoc cref="Fill(Span{bool}, ImageShape)"/>
    /// <param name="mask">The object.</param>
    /// <param name="free">Becomes what was not part of it.</param>
    /// <param name="outside">Becomes what is not part of it.</param>
    public static void Fill(PixelSet mask, PixelSet free, PixelSet outside)
    {
        free.SetToComplementOf(mask);
        outside.Clear(mask.Shape);
        (int depth, int height, int width) = mask.Shape;
        for (int row = 0; row < mask.Rows; row++)
        {
            int y = row % height, z = row / height;
            if (y == 0 || y == height - 1 || (depth > 1 && (z == 0 || z == depth - 1)))
            {
                free.Row(row).CopyTo(outside.Row(row));
                continue;
            }
            if (free.Contains(row, 0))
                outside.Add(row, 0);
            if (free.Contains(row, width - 1))
                outside.Add(row, width - 1);
        }
        FloodFill.Fill(free, outside);
        mask.SetToComplementOf(outside);
    }
}
