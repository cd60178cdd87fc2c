namespace Cellulus;

/// <summary>
/// Fills the convex hull of a set of pixels, planes and volumes alike: what no half-space of a fixed fan of directions cuts off. With 32
/// directions a disc comes out 0.5 % too wide at most; the bits are the same everywhere.
/// </summary>
internal static class ConvexHull
{
    private const double Tiny = 1e-9;

    private static readonly (double X, double Y, double Z)[] OfPlanes = Circle(32), OfVolumes = Sphere(96);

    /// <summary>Adds all pixels whose centres lie in the hull of the centres of those that are there.</summary>
    /// <param name="mask">Grows.</param>
    public static void Fill(PixelSet mask)
    {
        (double X, double Y, double Z)[] directions = mask.Shape.Depth > 1 ? OfVolumes : OfPlanes;
        var reach = new double[directions.Length];
        Array.Fill(reach, double.NegativeInfinity);
        int height = mask.Shape.Height;
        for (int row = 0; row < mask.Rows; row++)
            if (mask.TryGetEnds(row, out int first, out int last))
                for (int d = 0; d < directions.Length; d++)
                {
                    (double x, double y, double z) = directions[d];
                    reach[d] = Math.Max(reach[d], Math.Max(x * first, x * last) + y * (row % height) + z * (row / height));
                }
        for (int row = 0; row < mask.Rows; row++)
        {
            double from = 0, to = mask.Shape.Width - 1;
            for (int d = 0; d < directions.Length; d++)
            {
                (double x, double y, double z) = directions[d];
                double left = reach[d] - y * (row % height) - z * (row / height);
                if (x > Tiny)
                    to = Math.Min(to, left / x);
                else if (x < -Tiny)
                    from = Math.Max(from, left / x);
                else if (left < -Tiny)
                    to = -1;
            }
            // A pixel that spans the hull lies on its border: rounding must not lose it.
            for (int x = (int)Math.Ceiling(from - Tiny); x <= to + Tiny; x++)
                mask.Add(row, x);
        }
    }

    private static (double X, double Y, double Z)[] Circle(int count)
    {
        // Turned from each to the next by one rotation, so that no sine of the platform's library decides a pixel.
        var fan = new (double X, double Y, double Z)[count];
        const double Cos = 0.98078528040323044913, Sin = 0.19509032201612826785;
        fan[0] = (1, 0, 0);
        for (int d = 1; d < count; d++)
            fan[d] = (fan[d - 1].X * Cos - fan[d - 1].Y * Sin, fan[d - 1].X * Sin + fan[d - 1].Y * Cos, 0);
        return fan;
    }

    private static (double X, double Y, double Z)[] Sphere(int count)
    {
        // A Fibonacci lattice, and the axes.
        var fan = new List<(double X, double Y, double Z)> { (1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1) };
        const double Cos = -0.73736887807831963, Sin = 0.67549029426152362; // of the golden angle
        double c = 1, s = 0;
        for (int d = 0; d < count; d++)
        {
            double z = 1 - (2 * d + 1.0) / count, radius = Math.Sqrt(1 - z * z);
            fan.Add((radius * c, radius * s, z));
            (c, s) = (c * Cos - s * Sin, c * Sin + s * Cos);
        }
        return [.. fan];
    }
}
