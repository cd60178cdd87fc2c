using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Cellulus.Imaging.Tests;

/// <summary>Builds PNG bytes by hand, valid ones and others, independently of the encoder under test.</summary>
internal sealed class PngBuilder
{
    private readonly MemoryStream _bytes = new();

    public PngBuilder() => _bytes.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);

    public byte[] ToArray() => _bytes.ToArray();

    public PngBuilder Chunk(string type, ReadOnlySpan<byte> content, bool badCrc = false)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. content];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        _bytes.Write(number);
        _bytes.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, SlowCrc(body) ^ (badCrc ? 1u : 0));
        _bytes.Write(number);
        return this;
    }

    public PngBuilder Header(uint width, uint height, int bitDepth, int colorType, bool interlaced = false)
    {
        byte[] content = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(content, width);
        BinaryPrimitives.WriteUInt32BigEndian(content.AsSpan(4), height);
        content[8] = (byte)bitDepth;
        content[9] = (byte)colorType;
        content[12] = interlaced ? (byte)1 : (byte)0;
        return Chunk("IHDR", content);
    }

    /// <summary>Compressed data, spread over chunks of so many bytes.</summary>
    public PngBuilder Data(ReadOnlySpan<byte> raw, int chunkLength = int.MaxValue)
    {
        byte[] packed = Deflate(raw);
        for (int i = 0; i < packed.Length; i += Math.Min(chunkLength, packed.Length))
            Chunk("IDAT", packed.AsSpan(i, Math.Min(chunkLength, packed.Length - i)));
        return this;
    }

    public PngBuilder End() => Chunk("IEND", []);

    /// <summary>
    /// A whole file from samples (y, x, sample), with filters that change from row to row (or the one given).
    /// </summary>
    public static byte[] File(ushort[] samples, int width, int height, int bitDepth, int colorType, bool interlaced = false,
        byte[]? palette = null, int chunkLength = int.MaxValue, int filter = -1)
    {
        int perPixel = samples.Length / (width * height);
        var raw = new MemoryStream();
        foreach ((int x0, int y0, int dx, int dy) in interlaced
            ? new[] { (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2) }
            : [(0, 0, 1, 1)])
        {
            byte[]? previous = null;
            if (x0 >= width)
                continue;
            for (int y = y0; y < height; y += dy)
            {
                byte[] row = PackRow(samples, width, perPixel, bitDepth, y, x0, dx);
                previous ??= new byte[row.Length];
                int f = filter >= 0 ? filter : (y / dy + x0) % 5;
                raw.WriteByte((byte)f);
                raw.Write(Filter(f, row, previous, Math.Max(1, perPixel * bitDepth / 8)));
                previous = row;
            }
        }
        PngBuilder builder = new PngBuilder().Header((uint)width, (uint)height, bitDepth, colorType, interlaced);
        if (palette is not null)
            builder.Chunk("PLTE", palette);
        return builder.Data(raw.ToArray(), chunkLength).End().ToArray();
    }

    public static byte[] Deflate(ReadOnlySpan<byte> raw)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
            zlib.Write(raw);
        return packed.ToArray();
    }

    private static byte[] PackRow(ushort[] samples, int width, int perPixel, int bitDepth, int y, int x0, int dx)
    {
        var bits = new List<bool>();
        for (int x = x0; x < width; x += dx)
            for (int s = 0; s < perPixel; s++)
                for (int bit = bitDepth - 1; bit >= 0; bit--)
                    bits.Add((samples[(y * width + x) * perPixel + s] >> bit & 1) != 0);
        byte[] row = new byte[(bits.Count + 7) / 8];
        for (int i = 0; i < bits.Count; i++)
            if (bits[i])
                row[i / 8] |= (byte)(0x80 >> i % 8);
        return row;
    }

    private static byte[] Filter(int filter, byte[] row, byte[] previous, int d)
    {
        byte[] filtered = new byte[row.Length];
        for (int i = 0; i < row.Length; i++)
        {
            int a = i >= d ? row[i - d] : 0, b = previous[i], c = i >= d ? previous[i - d] : 0;
            int p = a + b - c;
            int paeth = Math.Abs(p - a) <= Math.Abs(p - b) && Math.Abs(p - a) <= Math.Abs(p - c) ? a : Math.Abs(p - b) <= Math.Abs(p - c) ? b : c;
            filtered[i] = (byte)(row[i] - filter switch { 1 => a, 2 => b, 3 => (a + b) / 2, 4 => paeth, _ => 0 });
        }
        return filtered;
    }

    private static uint SlowCrc(byte[] data)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in data)
        {
            crc ^= b;
            for (int k = 0; k < 8; k++)
                crc = (crc & 1) != 0 ? 0xEDB88320u ^ (crc >> 1) : crc >> 1;
        }
        return ~crc;
    }
}
