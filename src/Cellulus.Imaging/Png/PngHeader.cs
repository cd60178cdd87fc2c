using System.Buffers.Binary;

namespace Cellulus.Imaging;

/// <summary>The IHDR chunk: what each row looks like.</summary>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth, PngColorType ColorType, bool Interlaced)
{
    public const int Length = 13;

    // Deflate stores at best 258 bytes in 2 bits; nothing decompresses to more than this many times its size.
    private const long MaxExpansion = 1032;

    /// <summary>Samples a pixel has in the file, alpha included.</summary>
    public int SamplesPerPixel => ColorType switch
    {
        PngColorType.Rgb => 3,
        PngColorType.GrayAlpha => 2,
        PngColorType.Rgba => 4,
        _ => 1,
    };

    /// <summary>Channels of the image that comes out: alpha dropped, palette expanded.</summary>
    public int Channels => ColorType is PngColorType.Gray or PngColorType.GrayAlpha ? 1 : 3;

    /// <summary>Distance in bytes to the same byte of the pixel on the left; filters reach that far.</summary>
    public int FilterDistance => Math.Max(1, SamplesPerPixel * BitDepth / 8);

    /// <summary>Bytes of a row of so many pixels, its filter byte not counted.</summary>
    public long RowBytes(int width) => ((long)width * SamplesPerPixel * BitDepth + 7) / 8;

    /// <summary>Reads and checks the content of an IHDR chunk.</summary>
    /// <exception cref="PngFormatException">A value that the format does not allow.</exception>
    public static PngHeader Parse(ReadOnlySpan<byte> content)
    {
        if (content.Length != Length)
            throw new PngFormatException($"its header (IHDR) has {content.Length} bytes instead of {Length}; the file is damaged");
        uint width = BinaryPrimitives.ReadUInt32BigEndian(content), height = BinaryPrimitives.ReadUInt32BigEndian(content[4..]);
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
            throw new PngFormatException($"its header (IHDR) claims {width} x {height} pixels, which PNG does not allow");
        var colorType = (PngColorType)content[9];
        if (!IsAllowed(colorType, content[8]))
            throw new PngFormatException($"its header (IHDR) has colour type {content[9]} with {content[8]} bits per sample, which PNG does not allow");
        if (content[10] != 0 || content[11] != 0 || content[12] > 1)
            throw new PngFormatException($"its header (IHDR) names unknown methods (compression {content[10]}, filter {content[11]}, interlace {content[12]})");
        return new PngHeader((int)width, (int)height, content[8], colorType, content[12] == 1);
    }

    /// <summary>Refuses sizes that so many compressed bytes cannot hold, before memory is taken for them.</summary>
    /// <exception cref="PngFormatException">The size is not plausible, or too large for memory as one piece.</exception>
    public void CheckPlausible(long compressedBytes)
    {
        // Rows of the interlaced passes add up to at least this much, too.
        Int128 needed = (Int128)RowBytes(Width) * Height;
        if (needed > (Int128)MaxExpansion * compressedBytes)
            throw new PngFormatException($"it claims {Width} x {Height} pixels, more than the {compressedBytes} bytes left in it can hold; the file is damaged or cut short");
        if (RowBytes(Width) >= Array.MaxLength || (Int128)Width * Height * Channels > Array.MaxLength)
            throw new PngFormatException($"its {Width} x {Height} pixels with {Channels} channel(s) do not fit in memory as one piece (limit {Array.MaxLength} values); cut it into parts");
    }

    private static bool IsAllowed(PngColorType type, byte depth) => type switch
    {
        PngColorType.Gray => depth is 1 or 2 or 4 or 8 or 16,
        PngColorType.Palette => depth is 1 or 2 or 4 or 8,
        PngColorType.Rgb or PngColorType.GrayAlpha or PngColorType.Rgba => depth is 8 or 16,
        _ => false,
    };
}
