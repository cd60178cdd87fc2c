namespace Cellulus;

/// <summary>
/// What coordinates are rounded to before they are summed: whole multiples of 2^-<paramref name="Bits"/> px from an origin. Points of one
/// frame have the same sums, however they are divided into grids.
/// </summary>
internal sealed record PointFrame(EmbeddedPosition Origin, int Bits)
{
    /// <summary>The frame of points within bounds; so fine that the sum of all cannot overflow.</summary>
    /// <param name="origin">At or below the least coordinate of each axis.</param>
    /// <param name="extent">Largest extent from there, at least 1.</param>
    /// <param name="count">Number of points.</param>
    public static PointFrame Of(EmbeddedPosition origin, double extent, long count) =>
        new(origin, Math.Min(44, 61 - (int)Math.Ceiling(Math.Log2(extent + 1)) - (int)Math.Ceiling(Math.Log2(count + 1.0))));
}
