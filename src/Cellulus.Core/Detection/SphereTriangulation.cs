namespace Cellulus;

/// <summary>The triangles of the convex hull of points on a sphere. Points are few, so each triple is tried: some ten milliseconds for
/// 96.</summary>
internal static class SphereTriangulation
{
    private const double Flat = 1e-12;

    /// <summary>Triangulates.</summary>
    /// <param name="points">Order (point, x y z); no four on one circle.</param>
    /// <returns>Three points a triangle, turning the same way seen from outside; 2 n - 4 triangles.</returns>
    public static int[] Of(ReadOnlySpan<double> points)
    {
        int count = points.Length / 3;
        var triangles = new List<int>();
        for (int a = 0; a < count; a++)
            for (int b = a + 1; b < count; b++)
                for (int c = b + 1; c < count; c++)
                    switch (Side(points, a, b, c))
                    {
                        case < 0: triangles.AddRange([a, b, c]); break;
                        case > 0: triangles.AddRange([a, c, b]); break;
                    }
        return triangles.Count == 3 * (2 * count - 4)
            ? [.. triangles]
            : throw new ArgumentException($"{count} points gave {triangles.Count / 3} triangles; four of them lie on one circle.", nameof(points));
    }

    /// <summary>The side of a triangle's plane on which all other points lie; 0 when they lie on both.</summary>
    private static int Side(ReadOnlySpan<double> points, int a, int b, int c)
    {
        (double ax, double ay, double az) = (points[3 * a], points[3 * a + 1], points[3 * a + 2]);
        (double ux, double uy, double uz) = (points[3 * b] - ax, points[3 * b + 1] - ay, points[3 * b + 2] - az);
        (double vx, double vy, double vz) = (points[3 * c] - ax, points[3 * c + 1] - ay, points[3 * c + 2] - az);
        (double nx, double ny, double nz) = (uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx);
        int side = 0;
        for (int i = 0; i < points.Length; i += 3)
        {
            double height = nx * (points[i] - ax) + ny * (points[i + 1] - ay) + nz * (points[i + 2] - az);
            int here = height > Flat ? 1 : height < -Flat ? -1 : 0;
            if (here * side < 0)
                return 0;
            if (here != 0)
                side = here;
        }
        return side;
    }
}
