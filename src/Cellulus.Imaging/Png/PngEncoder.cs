using System.Buffers.Binary;
using System.IO.Compression;

namespace Cellulus.Imaging;

/// <summary>
/// Writes PNG: gray or RGB of 8 or 16 bits, filters chosen row by row. The same image always gives the same bytes.
/// </summary>
internal static class PngEncoder
{
    // Content of one IDAT chunk at most.
    private const int DataChunk = 1 << 16;

    /// <summary>Writes the samples of one row, x by x, 16-bit samples big endian.</summary>
    /// <param name="y">Row.</param>
    /// <param name="row">To be filled.</param>
    public delegate void FillRow(int y, Span<byte> row);

    /// <summary>Writes a plane of bytes or 16-bit words with one or three channels.</summary>
    /// <exception cref="InvalidImageException">PNG cannot hold the image: a volume, a time series, other channels or sample
    /// types.</exception>
    public static void Encode(Stream stream, StoredImage image)
    {
        if (image.Shape.Depth != 1 || image.Frames != 1)
            throw new InvalidImageException($"PNG holds one plane; this image has {image.Shape.Depth} slices and {image.Frames} time points. Write TIFF.");
        if (image.Channels is not (1 or 3))
            throw new InvalidImageException($"PNG holds one channel or three; this image has {image.Channels}. Write TIFF.");
        if (image.Type is not (PixelType.UInt8 or PixelType.UInt16))
            throw new InvalidImageException($"PNG holds whole numbers from 0 to 65535; the samples of this image are {image.Type}. Write TIFF.");

        int width = image.Shape.Width, plane = image.Shape.Height * width, channels = image.Channels;
        bool wide = image.Type == PixelType.UInt16;
        FillRow fill = wide ? FillWords : FillBytes;
        Encode(stream, width, image.Shape.Height, wide ? 16 : 8, channels, fill, image.PixelSize);

        void FillBytes(int y, Span<byte> row)
        {
            ReadOnlySpan<byte> samples = image.GetSamples<byte>();
            for (int c = 0; c < channels; c++)
                for (int x = 0; x < width; x++)
                    row[x * channels + c] = samples[c * plane + y * width + x];
        }

        void FillWords(int y, Span<byte> row)
        {
            ReadOnlySpan<ushort> samples = image.GetSamples<ushort>();
            for (int c = 0; c < channels; c++)
                for (int x = 0; x < width; x++)
                    BinaryPrimitives.WriteUInt16BigEndian(row[(2 * (x * channels + c))..], samples[c * plane + y * width + x]);
        }
    }

    /// <summary>Writes rows that a caller provides.</summary>
    /// <param name="stream">Receives the file.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="bitDepth">8 or 16.</param>
    /// <param name="channels">1 (gray) or 3 (RGB).</param>
    /// <param name="fill">Provides the rows, called from top to bottom.</param>
    /// <param name="pixelSize">Stored if given, in whole pixels per metre.</param>
    public static void Encode(Stream stream, int width, int height, int bitDepth, int channels, FillRow fill, PixelSize? pixelSize = null)
    {
        var chunks = new PngChunkWriter(stream);
        WriteHeader(chunks, width, height, bitDepth, channels == 1 ? PngColorType.Gray : PngColorType.Rgb);
        if (pixelSize is { } size)
            WritePixelSize(chunks, size);
        using (var data = new BufferedStream(new PngDataWriter(chunks), DataChunk))
        using (var pixels = new ZLibStream(data, CompressionLevel.Optimal))
        {
            int distance = channels * bitDepth / 8;
            byte[] row = new byte[width * distance], previous = new byte[row.Length];
            var filter = new PngFilterChooser(row.Length, distance);
            for (int y = 0; y < height; y++)
            {
                fill(y, row);
                pixels.Write(filter.Choose(row, previous));
                (row, previous) = (previous, row);
            }
        }
        chunks.Write(PngChunkType.End, []);
    }

    private static void WriteHeader(PngChunkWriter chunks, int width, int height, int bitDepth, PngColorType colorType)
    {
        Span<byte> content = stackalloc byte[PngHeader.Length];
        content.Clear();
        BinaryPrimitives.WriteInt32BigEndian(content, width);
        BinaryPrimitives.WriteInt32BigEndian(content[4..], height);
        content[8] = (byte)bitDepth;
        content[9] = (byte)colorType;
        chunks.Write(PngChunkType.Header, content);
    }

    private static void WritePixelSize(PngChunkWriter chunks, PixelSize size)
    {
        double x = Math.Round(1e6 / size.X), y = Math.Round(1e6 / size.Y);
        if (!(x is >= 1 and <= int.MaxValue && y is >= 1 and <= int.MaxValue))
            return;
        Span<byte> content = stackalloc byte[9];
        BinaryPrimitives.WriteUInt32BigEndian(content, (uint)x);
        BinaryPrimitives.WriteUInt32BigEndian(content[4..], (uint)y);
        content[8] = 1; // per metre
        chunks.Write(PngChunkType.PhysicalSize, content);
    }
}
