namespace Cellulus.Imaging;

/// <summary>
/// Colours for a quantity: dark violet over blue and green to bright yellow. Lightness rises evenly, so the map reads the
/// same in gray and to eyes that do not tell red from green.
/// </summary>
internal static class ColorMap
{
    private static readonly RgbColor[] Table = MakeTable();

    /// <summary>The colour of a value; 0 is darkest, 1 brightest, what lies outside is clamped.</summary>
    public static RgbColor Of(float value) => Table[(int)(Math.Clamp(value, 0f, 1f) * (Table.Length - 1) + 0.5f)];

    private static RgbColor[] MakeTable()
    {
        const double Violet = 310 * Math.PI / 180, Yellow = 105 * Math.PI / 180;
        var table = new RgbColor[256];
        for (int i = 0; i < table.Length; i++)
        {
            double t = i / 255.0;
            // Screens show little chroma in the middle, where the map is teal.
            double chroma = 0.11 + 0.06 * t - 0.055 * Math.Sin(Math.PI * t);
            table[i] = new Oklch(0.22 + 0.70 * t, chroma, Violet + (Yellow - Violet) * t).ToRgb();
        }
        return table;
    }
}
