namespace Cellulus.Imaging;

/// <summary>Borders that are not told corner by corner: paths with curves, ovals, rounded rectangles. Curves become polygons, closer to them than a pixel could show.</summary>
internal static class RoiPath
{
    /// <summary>Pieces that a curve, and a quarter of an oval, is cut into at least.</summary>
    private const int FewestPieces = 16;

    /// <summary>Corners of a path at most: a few bytes tell of a curve that becomes many.</summary>
    private const int MostCorners = 1 << 22;

    /// <summary>Reads the path of a composite.</summary>
    /// <param name="path">Segments, each its <see cref="RoiSegment"/> and its points x, y.</param>
    /// <exception cref="InvalidDataException">It ends within a segment, or there is no such segment.</exception>
    public static IReadOnlyList<RoiPoint[]> Read(ReadOnlySpan<float> path)
    {
        var rings = new List<RoiPoint[]>();
        var ring = new List<RoiPoint>();
        int corners = 0;
        Span<RoiPoint> points = stackalloc RoiPoint[3];
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
            for (int i = 0; i < count; i++)
                points[i] = new RoiPoint(path[1 + 2 * i], path[2 + 2 * i]);
            path = path[(1 + 2 * count)..];
            if (segment is RoiSegment.Move or RoiSegment.Close)
                Finish(ring, rings);
            int before = ring.Count;
            if (count == 1)
                ring.Add(points[0]);
            else if (count > 1)
                AddCurve(ring, points[..count]);
            if ((corners += ring.Count - before) > MostCorners)
                throw new InvalidDataException($"has more than {MostCorners} corners; the file is damaged");
        }
        Finish(ring, rings);
        return rings;
    }

    /// <summary>A rectangle whose corners are quarters of an oval.</summary>
    /// <param name="box">Rectangle.</param>
    /// <param name="radiusX">Radius of the corners along x, at most half the width. With half of both sides, it is an oval.</param>
    /// <param name="radiusY">The same along y.</param>
    public static RoiPoint[] RoundedRectangle(RoiBox box, double radiusX, double radiusY)
    {
        (radiusX, radiusY) = (Math.Clamp(radiusX, 0, Math.Max(0, box.Width / 2)), Math.Clamp(radiusY, 0, Math.Max(0, box.Height / 2)));
        if (radiusX == 0 || radiusY == 0)
            return [new(box.Left, box.Top), new(box.Left + box.Width, box.Top), new(box.Left + box.Width, box.Top + box.Height), new(box.Left, box.Top + box.Height)];
        int pieces = PiecesFor(radiusX + radiusY);
        var points = new List<RoiPoint>();
        for (int quarter = 0; quarter < 4; quarter++)
            for (int i = 0; i <= pieces; i++)
            {
                double angle = Math.PI / 2 * (quarter + (double)i / pieces);
                (double x, double y) = (quarter is 0 or 3 ? box.Left + box.Width - radiusX : box.Left + radiusX, quarter < 2 ? box.Top + box.Height - radiusY : box.Top + radiusY);
                points.Add(new RoiPoint(x + radiusX * Math.Cos(angle), y + radiusY * Math.Sin(angle)));
            }
        return [.. points];
    }

    private static void Finish(List<RoiPoint> ring, List<RoiPoint[]> rings)
    {
        if (ring.Count > 0)
            rings.Add([.. ring]);
        ring.Clear();
    }

    /// <summary>De Casteljau's construction: from the last corner, by the control points, to the end.</summary>
    private static void AddCurve(List<RoiPoint> ring, ReadOnlySpan<RoiPoint> points)
    {
        RoiPoint start = ring.Count > 0 ? ring[^1] : throw new InvalidDataException("has a curve that begins nowhere; the file is damaged");
        double length = 0;
        for (int i = 0; i < points.Length; i++)
            length += Distance(i == 0 ? start : points[i - 1], points[i]);
        int pieces = PiecesFor(length);
        Span<RoiPoint> between = stackalloc RoiPoint[points.Length + 1];
        for (int piece = 1; piece <= pieces; piece++)
        {
            double t = (double)piece / pieces;
            between[0] = start;
            points.CopyTo(between[1..]);
            for (int left = points.Length; left > 0; left--)
                for (int i = 0; i < left; i++)
                    between[i] = new RoiPoint(between[i].X + t * (between[i + 1].X - between[i].X), between[i].Y + t * (between[i + 1].Y - between[i].Y));
            ring.Add(between[0]);
        }
    }

    /// <summary>As many as a curve has pixels, within reason.</summary>
    private static int PiecesFor(double length) => (int)Math.Clamp(Math.Ceiling(length), FewestPieces, 4096);

    private static double Distance(RoiPoint a, RoiPoint b) => Math.Sqrt((a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y));
}
