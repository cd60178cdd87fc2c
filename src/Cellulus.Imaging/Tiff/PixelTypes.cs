namespace Cellulus.Imaging;

internal static class PixelTypes
{
    /// <summary>Bytes of one sample.</summary>
    public static int Size(this PixelType type) => type switch
    {
        PixelType.UInt8 or PixelType.Int8 => 1,
        PixelType.UInt16 or PixelType.Int16 => 2,
        PixelType.Float64 => 8,
        _ => 4,
    };
}
