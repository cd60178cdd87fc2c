namespace Cellulus.Imaging;

/// <summary>What the samples of a pixel mean; values as in the file.</summary>
internal enum PngColorType : byte
{
    Gray = 0,
    Rgb = 2,
    Palette = 3,
    GrayAlpha = 4,
    Rgba = 6,
}
