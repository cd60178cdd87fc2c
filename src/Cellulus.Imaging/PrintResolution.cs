namespace Cellulus.Imaging;

/// <summary>Tells a pixel size of the specimen from a print resolution.</summary>
internal static class PrintResolution
{
    // 1016 dots per inch. Programs fill in 72 to 600 dots per inch for print when they know nothing of the specimen.
    private const double LargestPixel = 25;

    /// <summary>The pixel size in um, or null when it is no number or larger than 25 um, which is print resolution.</summary>
    public static PixelSize? OrNull(double x, double y) =>
        x is > 0 and <= LargestPixel && y is > 0 and <= LargestPixel ? new PixelSize(x, y) : null;
}
