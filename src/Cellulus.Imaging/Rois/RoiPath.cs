namespace Cellulus.Imaging;

/// <summary>Borders that are not told corner by corner: paths with curves, ovals, rounded rectangles. Curves become polygons, closer to
/// them than a pixel could show.</summary>
internal static class RoiPath
{
    /// <summary>Pieces that a curve, and a quarter of an oval, is cut into.</summary>
    private const int FewestPieces = 16, MostPieces = 4096;

    /// <summary>Reads the path of a composite.</summary>
    /// <param name="path">Segments, each its <see cref="RoiSegment"/> and its points x, y.</param>
    /// <exception cref="InvalidDataException">It ends within a segment, or there is no such segment.</exception>
    public static IReadOnlyList<IEnumerable<RoiPoint>> Read(ReadOnlySpan<float> path)
    {
        var rings = new List<IEnumerable<RoiPoint>>();
        var ring = new List<RoiCurve>();
        while (path.Length > 0)
        {
            int count = path[0] switch
            {
                (float)RoiSegment.Move or (float)RoiSegment.Line => 1,
                (float)RoiSegment.Quadratic => 2,
                (float)RoiSegment.Cubic => 3,
                (float)RoiSegment.Close => 0,
                _ => throw new InvalidDataException($"has a segment of type {path[0]}, which is unknown; the file is damaged"),
            };
            if (path.Length < 1 + 2 * count)
                throw new InvalidDataException("ends within a segment of its path; the file is damaged or cut short");
            var segment = (RoiSegment)path[0];
            if (segment is RoiSegment.Move or RoiSegment.Close)
                Finish(ring, rings);
            if (count > 1 && ring.Count == 0)
                throw new InvalidDataException("has a curve that begins nowhere; the file is damaged");
            if (count > 0)
                ring.Add(RoiCurve.Read(path.Slice(1, 2 * count)));
            path = path[(1 + 2 * count)..];
        }
        Finish(ring, rings);
        return rings;
    }

    /// <summary>A rectangle whose corners are quarters of an oval.</summary>
    /// <param name="box">Rectangle.</param>
    /// <param name="radiusX">Radius of the corners along x, at most half the width. With half of both sides, it is an oval.</param>
    /// <param name="radiusY">The same along y.</param>
    public static IEnumerable<RoiPoint> RoundedRectangle(RoiBox box, double radiusX, double radiusY)
    {
        (radiusX, radiusY) = (Math.Clamp(radiusX, 0, Math.Max(0, box.Width / 2)), Math.Clamp(radiusY, 0, Math.Max(0, box.Height / 2)));
        return radiusX == 0 || radiusY == 0
            ? [new(box.Left, box.Top), new(box.Left + box.Width, box.Top), new(box.Left + box.Width, box.Top + box.Height), new(box.Left, box.Top + box.Height)]
            : Corners(box, radiusX, radiusY);
    }

    /// <summary>As many as a curve has pixels, within reason.</summary>
    public static int PiecesFor(double length) => (int)Math.Clamp(Math.Ceiling(length), FewestPieces, MostPieces);

    private static IEnumerable<RoiPoint> Corners(RoiBox box, double radiusX, double radiusY)
    {
        int pieces = PiecesFor(radiusX + radiusY);
        for (int quarter = 0; quarter < 4; quarter++)
            for (int i = 0; i <= pieces; i++)
            {
                double angle = Math.PI / 2 * (quarter + (double)i / pieces);
                (double x, double y) = (quarter is 0 or 3 ? box.Left + box.Width - radiusX : box.Left + radiusX, quarter < 2 ? box.Top + box.Height - radiusY : box.Top + radiusY);
                yield return new RoiPoint(x + radiusX * Math.Cos(angle), y + radiusY * Math.Sin(angle));
            }
    }

    private static IEnumerable<RoiPoint> Corners(RoiCurve[] ring)
    {
        RoiPoint at = default;
        foreach (RoiCurve curve in ring)
        {
            RoiPoint start = at;
            int pieces = curve.Points == 1 ? 1 : PiecesFor(curve.LengthFrom(start));
            for (int piece = 1; piece <= pieces; piece++)
                yield return at = curve.At(start, (double)piece / pieces);
        }
    }

    private static void Finish(List<RoiCurve> ring, List<IEnumerable<RoiPoint>> rings)
    {
        if (ring.Count > 0)
            rings.Add(Corners([.. ring]));
        ring.Clear();
    }
}
