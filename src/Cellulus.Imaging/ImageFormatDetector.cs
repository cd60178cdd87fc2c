namespace Cellulus.Imaging;

/// <summary>Tells file formats by their first bytes.</summary>
internal static class ImageFormatDetector
{
    private const int Longest = ForeignFormat.LongestStart;
    private const int Shown = 8;

    /// <summary>The format of a seekable stream, which is left at its beginning.</summary>
    /// <param name="stream">The stream, at its beginning.</param>
    /// <param name="path">Names the file in errors.</param>
    /// <exception cref="ImageFileException">The format is unknown.</exception>
    public static ImageFormat Detect(Stream stream, string path)
    {
        Span<byte> buffer = stackalloc byte[Longest];
        ReadOnlySpan<byte> start = buffer[..stream.ReadAtLeast(buffer, Longest, throwOnEndOfStream: false)];
        stream.Position = 0;
        ImageFormat format = Detect(start);
        if (format == ImageFormat.Unknown)
            throw new ImageFileException(path, start.IsEmpty ? "the file is empty."
                : (ForeignFormat.OfContent(start) ?? ForeignFormat.OfName(path)) is { } foreign ? $"{foreign.Name} files are not read here, only PNG and TIFF. {foreign.WayOut}"
                : $"the content is neither PNG nor TIFF (it begins with the bytes {Convert.ToHexString(start[..Math.Min(start.Length, Shown)])}). Convert the image to one of them.");
        return format;
    }

    private static ImageFormat Detect(ReadOnlySpan<byte> start)
    {
        // The first half of the signature is enough: what follows may be damaged, and then the decoder says so.
        if (start.StartsWith(PngChunkReader.Signature[..4]))
            return ImageFormat.Png;
        // Byte order, then 42 for TIFF or 43 for BigTIFF.
        if (start.StartsWith("II\x2A\0"u8) || start.StartsWith("MM\0\x2A"u8) || start.StartsWith("II\x2B\0"u8) || start.StartsWith("MM\0\x2B"u8))
            return ImageFormat.Tiff;
        return ImageFormat.Unknown;
    }
}
