namespace Cellulus.Scenes;

/// <summary>A round spot with soft borders.</summary>
internal static class Spot
{
    /// <summary>Adds a Gaussian.</summary>
    /// <param name="values">Added to.</param>
    /// <param name="shape">Extent.</param>
    /// <param name="at">Centre.</param>
    /// <param name="sigma">Standard deviation in pixels.</param>
    /// <param name="height">Value at the centre.</param>
    /// <param name="where">Pixels that take it, by index and relative radius; default all.</param>
    public static void Add(float[] values, ImageShape shape, Place at, double sigma, double height, Func<int, double, bool>? where = null)
    {
        double reach = 3 * sigma + 1;
        for (int z = Low(at.Z, reach); z <= High(at.Z, reach, shape.Depth); z++)
            for (int y = Low(at.Y, reach); y <= High(at.Y, reach, shape.Height); y++)
                for (int x = Low(at.X, reach); x <= High(at.X, reach, shape.Width); x++)
                {
                    double square = (at - new Place(z, y, x)) is var d ? d.Dot(d) / (sigma * sigma) : 0;
                    int index = (int)shape.IndexOf(z, y, x);
                    if (square < 9 && (where is null || where(index, Math.Sqrt(square))))
                        values[index] += (float)(height * DeterministicMath.Exp(-0.5 * square));
                }
    }

    public static int Low(double centre, double reach) => Math.Max(0, (int)Math.Ceiling(centre - reach));

    public static int High(double centre, double reach, int side) => Math.Min(side - 1, (int)Math.Floor(centre + reach));
}
