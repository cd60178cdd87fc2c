namespace Cellulus.Imaging;

/// <summary>How the samples of the pages of a file become values; the same for all of its pages.</summary>
/// <param name="Palette">What becomes of a palette.</param>
/// <param name="KeepColour">Gray palettes come out as three channels, too.</param>
/// <param name="KeepSamples">Every sample of a pixel is a channel, whatever the page says of colours and alpha.</param>
/// <param name="Invert">Values of pages whose zero is white are inverted.</param>
/// <param name="Calibration">What the stored values stand for; null for themselves.</param>
internal sealed record TiffPageReading(PaletteReading Palette, bool KeepColour, bool KeepSamples, bool Invert, ImageJCalibration? Calibration)
{
    /// <summary>Pages without metadata.</summary>
    public static TiffPageReading Plain { get; } = new(PaletteReading.Colour, KeepColour: false, KeepSamples: false, Invert: true, Calibration: null);
}
