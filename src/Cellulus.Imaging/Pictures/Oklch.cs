namespace Cellulus.Imaging;

/// <summary>
/// A colour by what the eye sees: lightness 0 to 1, chroma 0 to about 0.3, hue in radians (the polar form of Oklab, by
/// Ottosson). Equal steps look equally far apart, which neither RGB nor HSV offer.
/// </summary>
internal readonly record struct Oklch(double Lightness, double Chroma, double Hue)
{
    /// <summary>The nearest colour of the same lightness and hue that screens can show.</summary>
    public RgbColor ToRgb()
    {
        double low = 0, high = Chroma;
        if (IsShowable(ToLinear(high)))
            return Encode(ToLinear(high));
        for (int i = 0; i < 16; i++)
        {
            double middle = (low + high) / 2;
            if (IsShowable(ToLinear(middle)))
                low = middle;
            else
                high = middle;
        }
        return Encode(ToLinear(low));
    }

    private (double R, double G, double B) ToLinear(double chroma)
    {
        double a = chroma * Math.Cos(Hue), b = chroma * Math.Sin(Hue);
        double l = Cube(Lightness + 0.3963377774 * a + 0.2158037573 * b);
        double m = Cube(Lightness - 0.1055613458 * a - 0.0638541728 * b);
        double s = Cube(Lightness - 0.0894841775 * a - 1.2914855480 * b);
        return (4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
               -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
               -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
    }

    private static bool IsShowable((double R, double G, double B) c) =>
        Math.Min(c.R, Math.Min(c.G, c.B)) >= -1e-4 && Math.Max(c.R, Math.Max(c.G, c.B)) <= 1 + 1e-4;

    private static RgbColor Encode((double R, double G, double B) c) => new(Encode(c.R), Encode(c.G), Encode(c.B));

    // The transfer function of sRGB.
    private static byte Encode(double linear)
    {
        double c = Math.Clamp(linear, 0, 1);
        return (byte)Math.Round(255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * Math.Pow(c, 1 / 2.4) - 0.055));
    }

    private static double Cube(double v) => v * v * v;
}
