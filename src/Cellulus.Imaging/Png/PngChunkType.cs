namespace Cellulus.Imaging;

/// <summary>Names of the chunks that matter here: four ASCII letters, read as a big-endian number.</summary>
internal static class PngChunkType
{
    public const uint Header = 0x49484452; // IHDR
    public const uint Palette = 0x504C5445; // PLTE
    public const uint Data = 0x49444154; // IDAT
    public const uint End = 0x49454E44; // IEND
    public const uint PhysicalSize = 0x70485973; // pHYs

    /// <summary>Whether a reader may skip a chunk of this type unread: its first letter is lower case.</summary>
    public static bool IsAncillary(uint type) => (type & 0x2000_0000) != 0;

    /// <summary>The name for people; whatever is not printable becomes '?'.</summary>
    public static string NameOf(uint type) =>
        string.Create(4, type, (text, value) =>
        {
            for (int i = 0; i < 4; i++)
                text[i] = (value >> (24 - 8 * i) & 0xFF) is >= 0x20 and < 0x7F and var c ? (char)c : '?';
        });
}
