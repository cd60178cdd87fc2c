using System.IO.Compression;

namespace Cellulus.Imaging;

/// <summary>The compression schemes of segments: their names, how far they can expand, and their decoders.</summary>
internal static class TiffCodec
{
    public const int None = 1, Lzw = 5, Deflate = 8, PackBits = 32773, OldDeflate = 32946;

    /// <summary>
    /// The most bytes that one stored byte can become. LZW: a full table of 12-bit codes repeats strings of up to 3837 bytes;
    /// deflate: 258 bytes from two bits.
    /// </summary>
    public static ulong LargestExpansion(int scheme) => scheme switch
    {
        None => 1,
        PackBits => 64,
        Lzw => 2560,
        _ => 1032,
    };

    public static bool IsRead(int scheme) => scheme is None or Lzw or Deflate or PackBits or OldDeflate;

    public static string Name(int scheme) => scheme switch
    {
        2 or 3 or 4 or 32771 => "CCITT fax",
        6 or 7 => "JPEG",
        33003 or 33004 or 33005 or 34712 => "JPEG 2000",
        34887 => "LERC",
        34892 => "lossy JPEG (DNG)",
        34925 => "LZMA",
        34926 or 50000 => "Zstandard",
        34927 or 50001 => "WebP",
        22610 or 34934 => "JPEG XR",
        50002 or 52546 => "JPEG XL",
        _ => "of an unknown kind",
    };

    /// <summary>
    /// How many bytes a segment decompresses to, counted up to a limit; takes no memory for them. Where they are few times its own they are
    /// not counted.
    /// </summary>
    /// <exception cref="InvalidDataException">The data are damaged.</exception>
    public static int Measure(int scheme, byte[] input, int length, int limit)
    {
        switch (scheme)
        {
            case Lzw:
                return LzwDecoder.Measure(input.AsSpan(0, length), limit);
            case None or PackBits:
                return limit;
            default:
                using (var zlib = new ZLibStream(new MemoryStream(input, 0, length, writable: false), CompressionMode.Decompress))
                {
                    Span<byte> block = stackalloc byte[1 << 13];
                    int count = 0;
                    for (int read; count < limit && (read = zlib.Read(block[..Math.Min(block.Length, limit - count)])) > 0;)
                        count += read;
                    return count;
                }
        }
    }

    /// <summary>Decompresses one segment and returns how many bytes came out; fewer than asked for when the data end early.</summary>
    /// <exception cref="InvalidDataException">The data are damaged.</exception>
    public static int Decompress(int scheme, byte[] input, int length, Span<byte> output)
    {
        switch (scheme)
        {
            case Lzw:
                return LzwDecoder.Decode(input.AsSpan(0, length), output);
            case PackBits:
                return PackBitsDecoder.Decode(input.AsSpan(0, length), output);
            default:
                using (var zlib = new ZLibStream(new MemoryStream(input, 0, length, writable: false), CompressionMode.Decompress))
                    return zlib.ReadAtLeast(output, output.Length, throwOnEndOfStream: false);
        }
    }
}
