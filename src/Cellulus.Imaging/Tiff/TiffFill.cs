using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Cellulus.Imaging;

/// <summary>
/// Strips and tiles that were left out of a file because they hold nothing: they are zero, or what GDAL says stands for no data.
/// </summary>
internal static class TiffFill
{
    private const int LongestNumber = 64;

    // Nothing in the file backs what was left out; this much of it is believed whatever the length of the file: 16384 x 16384 bytes.
    private const ulong BelievedBytes = 256 << 20;

    /// <summary>The value of samples that were left out, in the machine's byte order; empty for zero.</summary>
    public static byte[] Read(TiffDirectory directory, TiffSampleCoding coding, TiffInput input)
    {
        if (!directory.Has(TiffTag.GdalNoData) || !coding.IsWholeBytes)
            return [];
        string text = System.Text.Encoding.ASCII.GetString(directory.Raw(TiffTag.GdalNoData, LongestNumber)).Split('\0')[0].Trim();
        return (coding.Format, coding.Bits) switch
        {
            (TiffSampleFormat.Unsigned, 8) => Parse<byte>(text),
            (TiffSampleFormat.Unsigned, 16) => Parse<ushort>(text),
            (TiffSampleFormat.Unsigned, 32) => Parse<uint>(text),
            (TiffSampleFormat.Unsigned, _) => Parse<ulong>(text),
            (TiffSampleFormat.Signed, 8) => Parse<sbyte>(text),
            (TiffSampleFormat.Signed, 16) => Parse<short>(text),
            (TiffSampleFormat.Signed, 32) => Parse<int>(text),
            (TiffSampleFormat.Signed, _) => Parse<long>(text),
            (_, 16) => Parse<Half>(text),
            (_, 32) => Parse<float>(text),
            _ => Parse<double>(text),
        };
    }

    /// <summary>Fills a segment.</summary>
    public static void Fill(Span<byte> segment, ReadOnlySpan<byte> value)
    {
        segment.Clear();
        if (!value.ContainsAnyExcept((byte)0))
            return;
        for (int at = 0; at < segment.Length; at += value.Length)
            value.CopyTo(segment[at..]);
    }

    /// <summary>Whether pages can be so large because parts of them were left out.</summary>
    /// <param name="bytes">Bytes of the pages when decompressed.</param>
    /// <param name="input">The file.</param>
    /// <param name="pages">Their directories.</param>
    public static bool IsPlausible(UInt128 bytes, TiffInput input, IEnumerable<TiffDirectory> pages) =>
        bytes <= BelievedBytes + (UInt128)input.Length * TiffCodec.LargestExpansion(TiffCodec.Deflate) && pages.Any(page => HasGaps(page, input));

    private static bool HasGaps(TiffDirectory page, TiffInput input) =>
        new[] { TiffTag.TileOffsets, TiffTag.StripOffsets, TiffTag.TileByteCounts, TiffTag.StripByteCounts }
            .Any(tag => page.UnsignedValues(tag, (long)Math.Min(input.Length, int.MaxValue)).Contains(0UL));

    private static byte[] Parse<T>(string text) where T : unmanaged, INumber<T> =>
        T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T value) ? MemoryMarshal.AsBytes([value]).ToArray() : [];
}
