namespace Cellulus.Imaging;

/// <summary>File formats, told by content: names lie.</summary>
internal enum ImageFormat
{
    Unknown,
    Png,
    Tiff,
}
