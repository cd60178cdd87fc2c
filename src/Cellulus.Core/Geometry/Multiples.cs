namespace Cellulus;

/// <summary>Positions that lie on a raster.</summary>
internal static class Multiples
{
    /// <summary>The greatest multiple that is not above a position.</summary>
    public static int Down(int position, int step) => position / step * step;

    /// <summary>The least multiple that is not below a position.</summary>
    public static int Up(int position, int step) => (position + step - 1) / step * step;
}
