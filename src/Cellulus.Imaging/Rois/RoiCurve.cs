namespace Cellulus.Imaging;

/// <summary>A line or Bezier curve that goes on from where the one before it ends.</summary>
/// <param name="Points">How many of its points are told: 1 a line, 2 a quadratic curve, 3 a cubic one. The last of them is its end, the
/// others control it.</param>
/// <param name="First">First point.</param>
/// <param name="Second">Second point, if it has one.</param>
/// <param name="Third">Third point, if it has one.</param>
internal readonly record struct RoiCurve(int Points, RoiPoint First, RoiPoint Second, RoiPoint Third)
{
    /// <param name="numbers">x and y of each point.</param>
    public static RoiCurve Read(ReadOnlySpan<float> numbers)
    {
        Span<RoiPoint> points = stackalloc RoiPoint[3];
        for (int i = 0; 2 * i < numbers.Length; i++)
            points[i] = new RoiPoint(numbers[2 * i], numbers[2 * i + 1]);
        return new RoiCurve(numbers.Length / 2, points[0], points[1], points[2]);
    }

    /// <summary>Length of the lines between its points, which is not less than its own.</summary>
    public double LengthFrom(RoiPoint start)
    {
        double length = Distance(start, First);
        if (Points > 1)
            length += Distance(First, Second);
        return Points > 2 ? length + Distance(Second, Third) : length;
    }

    /// <summary>De Casteljau's construction.</summary>
    /// <param name="start">Where it begins.</param>
    /// <param name="t">Which part of it lies before the place, 0 to 1.</param>
    public RoiPoint At(RoiPoint start, double t)
    {
        if (Points == 1)
            return First;
        Span<RoiPoint> between = [start, First, Second, Third];
        for (int left = Points; left > 0; left--)
            for (int i = 0; i < left; i++)
                between[i] = new RoiPoint(between[i].X + t * (between[i + 1].X - between[i].X), between[i].Y + t * (between[i + 1].Y - between[i].Y));
        return between[0];
    }

    private static double Distance(RoiPoint a, RoiPoint b) => Math.Sqrt((a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y));
}
