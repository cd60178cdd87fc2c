namespace Cellulus.Imaging;

/// <summary>The resolution tags as a pixel size.</summary>
internal static class TiffResolution
{
    private const double InchInMicrometres = 25_400, CentimetreInMicrometres = 10_000;

    /// <summary>
    /// The pixel size in um; null when the tags are absent, have no unit, or tell a size over 25 um, which is print resolution.
    /// </summary>
    public static PixelSize? Read(TiffDirectory directory)
    {
        double unit = directory.Unsigned(TiffTag.ResolutionUnit, 2) switch
        {
            2 => InchInMicrometres,
            3 => CentimetreInMicrometres,
            _ => double.NaN,
        };
        double x = unit * directory.Reciprocal(TiffTag.XResolution) ?? double.NaN;
        double y = unit * directory.Reciprocal(TiffTag.YResolution) ?? double.NaN;
        return PrintResolution.OrNull(x, y);
    }
}
