using System.Buffers.Binary;
using System.IO.Compression;

namespace Cellulus.Imaging;

/// <summary>
/// Reads PNG (ISO/IEC 15948): every colour type, bit depth, filter and interlacing. Alpha is dropped, palettes are expanded
/// to colour or gray, colour images that are gray in every pixel have one channel, gray of 1, 2 or 4 bits keeps its stored values, gamma
/// and colour profiles are left alone.
/// </summary>
internal static class PngDecoder
{
    /// <summary>How much larger than its file an image may be without a second look, and how large in any case.</summary>
    private const long MostExpansion = 64, AnyBytes = 1 << 20;

    /// <summary>Reads an image.</summary>
    /// <param name="stream">Seekable, at its beginning.</param>
    /// <param name="path">Names the file in errors.</param>
    /// <param name="options">What becomes of palettes and gray colours, and the size of a pixel.</param>
    /// <exception cref="ImageFileException">The content is not a complete and valid PNG.</exception>
    public static StoredImage Decode(Stream stream, string path, TiffReadOptions? options = null)
    {
        try
        {
            if (options?.Series > 0)
                throw new PngFormatException($"it holds 1 image(s); {nameof(TiffReadOptions)}.{nameof(TiffReadOptions.Series)} asks for another one");
            return DecodeChunks(stream, options ?? new TiffReadOptions());
        }
        catch (PngFormatException e)
        {
            throw new ImageFileException(path, $"cannot be read as PNG: {e.Message}.", e);
        }
        catch (InvalidDataException e)
        {
            throw new ImageFileException(path, "cannot be read as PNG: its compressed pixel data is damaged.", e);
        }
    }

    private static StoredImage DecodeChunks(Stream stream, TiffReadOptions options)
    {
        var chunks = new PngChunkReader(stream);
        chunks.MoveNext();
        if (chunks.Type != PngChunkType.Header)
            throw new PngFormatException($"it begins with the chunk {PngChunkType.NameOf(chunks.Type)} instead of its header (IHDR)");
        PngHeader header = PngHeader.Parse(chunks.ReadContent(PngHeader.Length));
        byte[] palette = [];
        PixelSize? pixelSize = null;
        for (chunks.MoveNext(); chunks.Type != PngChunkType.Data; chunks.MoveNext())
        {
            if (chunks.Type == PngChunkType.Palette)
                palette = chunks.ReadContent(3 * 256);
            else if (chunks.Type == PngChunkType.PhysicalSize)
                pixelSize = ParsePixelSize(chunks.ReadContent(9));
            else if (chunks.Type == PngChunkType.End)
                throw new PngFormatException("it holds no pixel data (no IDAT chunk)");
            else if (!PngChunkType.IsAncillary(chunks.Type))
                throw new PngFormatException($"it has a chunk {PngChunkType.NameOf(chunks.Type)} that this reader does not know and must not skip");
        }
        if (header.ColorType == PngColorType.Palette && (palette.Length == 0 || palette.Length % 3 != 0))
            throw new PngFormatException($"its palette (PLTE) is missing or damaged ({palette.Length} bytes)");
        header.CheckPlausible(chunks.RemainingInStream);
        if (PngPlanes.BytesOf(header) > Math.Max(AnyBytes, MostExpansion * stream.Length))
            CheckData(stream, header);

        var planes = new PngPlanes(header, new PngPalette(palette, options));
        ReadRows(chunks, header, planes);
        while (chunks.Type != PngChunkType.End)
            chunks.MoveNext();
        chunks.Finish();
        StoredImage image = planes.ToStoredImage(options.PixelSizeOr(pixelSize));
        bool keepsColour = options.KeepColour || options.Palette == PaletteReading.Colour;
        return image.Channels == 3 && !keepsColour ? image.WithoutEqualColours() : image;
    }

    /// <summary>
    /// Looks whether the pixels of an image that is far larger than its file are there, before memory is taken for them. Pictures with
    /// little in them can
    /// be; then they are decompressed twice.
    /// </summary>
    private static void CheckData(Stream stream, PngHeader header)
    {
        long position = stream.Position, missing = 0;
        foreach (PngPass pass in PassesOf(header))
            if (pass.Columns(header.Width) is > 0 and var columns)
                missing += pass.Rows(header.Height) * (1 + header.RowBytes(columns));
        stream.Position = 0;
        var chunks = new PngChunkReader(stream);
        while (chunks.Type != PngChunkType.Data)
            chunks.MoveNext();
        using var pixels = new ZLibStream(new PngDataStream(chunks), CompressionMode.Decompress);
        Span<byte> block = stackalloc byte[1 << 13];
        for (int read; missing > 0 && (read = pixels.Read(block)) > 0;)
            missing -= read;
        if (missing > 0)
            throw EndsEarly();
        stream.Position = position;
    }

    private static PngPass[] PassesOf(PngHeader header) => header.Interlaced ? PngPass.Adam7 : PngPass.Whole;

    private static PngFormatException EndsEarly() => new("its pixel data ends before the last row; the file is damaged or cut short");

    private static void ReadRows(PngChunkReader chunks, PngHeader header, PngPlanes planes)
    {
        using var pixels = new ZLibStream(new PngDataStream(chunks), CompressionMode.Decompress);
        foreach (PngPass pass in PassesOf(header))
        {
            int columns = pass.Columns(header.Width), rows = pass.Rows(header.Height);
            if (columns == 0 || rows == 0)
                continue;
            // A row is its filter byte and its samples.
            byte[] row = new byte[1 + (int)header.RowBytes(columns)], previous = new byte[row.Length];
            for (int y = 0; y < rows; y++)
            {
                if (pixels.ReadAtLeast(row, row.Length, throwOnEndOfStream: false) < row.Length)
                    throw EndsEarly();
                PngFilter.Undo(row[0], row.AsSpan(1), previous.AsSpan(1), header.FilterDistance);
                planes.Store(row.AsSpan(1), (pass.Y + y * pass.StepY) * header.Width + pass.X, pass.StepX, columns);
                (row, previous) = (previous, row);
            }
        }
    }

    private static PixelSize? ParsePixelSize(byte[] content)
    {
        const byte PerMetre = 1;
        if (content.Length != 9 || content[8] != PerMetre)
            return null;
        uint x = BinaryPrimitives.ReadUInt32BigEndian(content), y = BinaryPrimitives.ReadUInt32BigEndian(content.AsSpan(4));
        return PrintResolution.OrNull(1e6 / x, 1e6 / y);
    }
}
