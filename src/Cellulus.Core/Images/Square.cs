namespace Cellulus;

/// <summary>The square around a pixel, within its slice.</summary>
internal static class Square
{
    /// <summary>Copies the values of a square.</summary>
    /// <param name="values">Values of a box.</param>
    /// <param name="box">The box.</param>
    /// <param name="inner">A box within it.</param>
    /// <param name="row">Row of the pixel in the inner box.</param>
    /// <param name="x">Column of the pixel in the inner box.</param>
    /// <param name="radius">Pixels on either side.</param>
    /// <param name="to">Takes the values.</param>
    /// <returns>How many there are: fewer at the border.</returns>
    public static int At(ReadOnlySpan<float> values, GridBox box, GridBox inner, int row, int x, int radius, Span<float> to)
    {
        GridBox local = inner.RelativeTo(box);
        int height = local.Y1 - local.Y0, z = local.Z0 + row / height, y = local.Y0 + row % height, n = 0;
        int from = Math.Max(0, local.X0 + x - radius), width = Math.Min(box.Shape.Width, local.X0 + x + radius + 1) - from;
        for (int line = Math.Max(0, y - radius); line <= Math.Min(box.Shape.Height - 1, y + radius); line++, n += width)
            values.Slice(box.Shape.IndexOf(z, line, from), width).CopyTo(to[n..]);
        return n;
    }
}
