namespace Cellulus;

/// <summary>
/// Exact distances from the centre of a pixel to the border of its object, along rays: from one pixel face that a ray crosses to the next
/// (Amanatides and Woo 1987), until the label changes. The border runs along pixel faces, so a distance is exact to rounding.
/// </summary>
internal static class RayTargets
{
    // A ray through a corner enters the pixel across from it, not one beside it.
    private const double Corner = 1e-9;

    /// <summary>Measures the distances from one pixel.</summary>
    /// <param name="labels">Labels, order (z, y, x).</param>
    /// <param name="shape">Extent.</param>
    /// <param name="at">The pixel.</param>
    /// <param name="directions">The rays.</param>
    /// <param name="distances">Takes a distance in pixels for each ray; NaN where the ray leaves the grid or meets a pixel of which nothing
    /// is known.</param>
    public static void Measure(ReadOnlySpan<int> labels, ImageShape shape, (int Z, int Y, int X) at, RayDirections directions, Span<float> distances)
    {
        for (int ray = 0; ray < directions.Count; ray++)
            distances[ray] = (float)Distance(labels, shape, at, directions[ray]);
    }

    private static double Distance(ReadOnlySpan<int> labels, ImageShape shape, (int Z, int Y, int X) at, (double X, double Y, double Z) direction)
    {
        (double px, double py, double pz) = (Pace(direction.X), Pace(direction.Y), Pace(direction.Z));
        (int sx, int sy, int sz) = (Math.Sign(direction.X), Math.Sign(direction.Y), Math.Sign(direction.Z));
        (int z, int y, int x) = at;
        int own = labels[shape.IndexOf(z, y, x)];
        double crossX = 0.5 * px, crossY = 0.5 * py, crossZ = 0.5 * pz;
        int facesX = 0, facesY = 0, facesZ = 0;
        while (true)
        {
            double next = Math.Min(crossX, Math.Min(crossY, crossZ)), last = next + Corner;
            // Products, not sums: an error does not grow along the ray.
            if (crossX <= last)
                (x, crossX) = (x + sx, (++facesX + 0.5) * px);
            if (crossY <= last)
                (y, crossY) = (y + sy, (++facesY + 0.5) * py);
            if (crossZ <= last)
                (z, crossZ) = (z + sz, (++facesZ + 0.5) * pz);
            if ((uint)x >= (uint)shape.Width || (uint)y >= (uint)shape.Height || (uint)z >= (uint)shape.Depth)
                return double.NaN;
            int label = labels[shape.IndexOf(z, y, x)];
            if (label != own)
                return label == PseudoLabels.Unknown ? double.NaN : next;
        }
    }

    /// <summary>Length along the ray from one face across an axis to the next.</summary>
    private static double Pace(double component) => Math.Abs(component) > Corner ? 1 / Math.Abs(component) : double.PositiveInfinity;
}
