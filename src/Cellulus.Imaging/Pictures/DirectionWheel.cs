namespace Cellulus.Imaging;

/// <summary>Colours for directions in the plane: hue around the circle, black at its centre, full colour from length 1 on.</summary>
internal static class DirectionWheel
{
    private const int Angles = 360;
    private const int Lengths = 64;

    // The largest chroma that screens show for every hue at this lightness: the circle has no edges.
    private const double Lightness = 0.75;
    private const double Chroma = 0.125;

    private static readonly RgbColor[] Table = MakeTable();

    public static RgbColor ColorOf(double x, double y)
    {
        double length = Math.Min(1, Math.Sqrt(x * x + y * y)), turn = Math.Atan2(y, x) / (2 * Math.PI);
        // Also what is not a number finds a place.
        int angle = ((int)Math.Round(turn * Angles) + Angles) % Angles, step = (int)Math.Round(length * (Lengths - 1));
        return Table[Math.Clamp(step, 0, Lengths - 1) * Angles + Math.Clamp(angle, 0, Angles - 1)];
    }

    private static RgbColor[] MakeTable()
    {
        var table = new RgbColor[Lengths * Angles];
        for (int step = 0; step < Lengths; step++)
        {
            double length = step / (Lengths - 1.0);
            for (int angle = 0; angle < Angles; angle++)
                table[step * Angles + angle] = new Oklch(Lightness * length, Chroma * length, 2 * Math.PI * angle / Angles).ToRgb();
        }
        return table;
    }
}
