using System.Buffers.Binary;

namespace Cellulus.Imaging;

/// <summary>Collects rows of a PNG as planes of one channel each: alpha dropped, palette applied, small bit depths unpacked.</summary>
internal sealed class PngPlanes
{
    private readonly PngHeader _header;
    private readonly PngPalette _palette;
    private readonly int _channels;
    private readonly byte[] _bytes = [];
    private readonly ushort[] _words = [];
    private readonly int _plane;

    /// <summary>Bytes that the planes of an image take.</summary>
    public static long BytesOf(PngHeader header) => (long)header.Width * header.Height * header.Channels * (header.BitDepth == 16 ? 2 : 1);

    /// <summary>Takes the memory; the header must have been found plausible.</summary>
    /// <param name="header">Sizes and types.</param>
    /// <param name="palette">The colour table, empty if there is none, and what becomes of it.</param>
    public PngPlanes(PngHeader header, PngPalette palette)
    {
        _header = header;
        _palette = palette;
        _channels = header.ColorType == PngColorType.Palette ? palette.Channels : header.Channels;
        _plane = header.Width * header.Height;
        if (header.BitDepth == 16)
            _words = GC.AllocateUninitializedArray<ushort>(_plane * _channels);
        else
            _bytes = GC.AllocateUninitializedArray<byte>(_plane * _channels);
    }

    /// <summary>Stores the samples of a row.</summary>
    /// <param name="row">Unfiltered bytes.</param>
    /// <param name="first">Index of the row's first pixel within the plane.</param>
    /// <param name="step">Distance between its pixels.</param>
    /// <param name="count">Pixels of the row.</param>
    /// <exception cref="PngFormatException">A pixel names a colour that the palette does not have.</exception>
    public void Store(ReadOnlySpan<byte> row, int first, int step, int count)
    {
        if (_header.ColorType == PngColorType.Palette)
            StorePalette(row, first, step, count);
        else if (_header.BitDepth < 8)
            for (int i = 0; i < count; i++)
                _bytes[first + i * step] = PackedSample(row, i);
        else if (_header.BitDepth == 8)
            StoreBytes(row, first, step, count);
        else
            StoreWords(row, first, step, count);
    }

    /// <summary>The finished image.</summary>
    public StoredImage ToStoredImage(PixelSize? pixelSize)
    {
        var shape = new ImageShape(_header.Height, _header.Width);
        return _header.BitDepth == 16
            ? new StoredImage(_words, PixelType.UInt16, shape, _channels, pixelSize: pixelSize)
            : new StoredImage(_bytes, PixelType.UInt8, shape, _channels, pixelSize: pixelSize)
            {
                Palette = _header.ColorType == PngColorType.Palette && _palette.KeepsIndices ? _palette.Colours : null,
            };
    }

    private void StorePalette(ReadOnlySpan<byte> row, int first, int step, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int entry = PackedSample(row, i), pixel = first + i * step;
            if (entry >= _palette.Count)
                throw new PngFormatException($"a pixel of it names colour {entry}, but its palette has {_palette.Count} colours; the file is damaged");
            for (int channel = 0; channel < _channels; channel++)
                _bytes[channel * _plane + pixel] = _palette.Value(entry, channel);
        }
    }

    private void StoreBytes(ReadOnlySpan<byte> row, int first, int step, int count)
    {
        int stride = _header.SamplesPerPixel;
        if (stride == 1 && step == 1)
        {
            row[..count].CopyTo(_bytes.AsSpan(first));
            return;
        }
        for (int channel = 0; channel < _header.Channels; channel++)
        {
            Span<byte> plane = _bytes.AsSpan(channel * _plane, _plane);
            for (int i = 0; i < count; i++)
                plane[first + i * step] = row[i * stride + channel];
        }
    }

    private void StoreWords(ReadOnlySpan<byte> row, int first, int step, int count)
    {
        int stride = 2 * _header.SamplesPerPixel;
        for (int channel = 0; channel < _header.Channels; channel++)
        {
            Span<ushort> plane = _words.AsSpan(channel * _plane, _plane);
            for (int i = 0; i < count; i++)
                plane[first + i * step] = BinaryPrimitives.ReadUInt16BigEndian(row[(i * stride + 2 * channel)..]);
        }
    }

    private byte PackedSample(ReadOnlySpan<byte> row, int i)
    {
        int depth = _header.BitDepth;
        long bit = (long)i * depth;
        return (byte)(row[(int)(bit >> 3)] >> (8 - depth - (int)(bit & 7)) & (1 << depth) - 1);
    }
}
