using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Cellulus.Imaging;

/// <summary>
/// Reads one strip or tile of a page by its index and decodes it to plain samples. Holds the memory of one segment;
/// not safe for several threads.
/// </summary>
internal sealed class TiffSegmentReader
{
    private readonly TiffInput _input;
    private readonly TiffPageLayout _layout;
    private readonly TiffSegmentTable _table;
    private byte[] _compressed = [];
    private byte[] _stored = [];
    private byte[] _converted = [];
    private byte[] _values = [];

    public TiffSegmentReader(TiffInput input, TiffPageLayout layout, TiffSegmentTable table)
    {
        _input = input;
        _layout = layout;
        _table = table;
        SamplesPerPixel = layout.Colour.Palette is null ? layout.SegmentSamples : layout.Colour.PaletteChannels;
    }

    /// <summary>Samples of a pixel in what <see cref="Read"/> returns: one of a plane, or all of a pixel, alpha among them.</summary>
    public int SamplesPerPixel { get; }

    /// <summary>Decodes a segment.</summary>
    /// <param name="segment">Plane after plane, in a plane row by row.</param>
    /// <returns>
    /// Samples of the layout's type in the machine's byte order: rows x segment width x samples a pixel. Valid until the next call.
    /// </returns>
    /// <exception cref="ImageFileException">The segment is cut off or damaged.</exception>
    public ReadOnlySpan<byte> Read(int segment)
    {
        int rows = _layout.RowsOf(segment);
        int rowBytes = (int)_layout.StoredRowBytes;
        bool isLeftOut = _table.IsLeftOut(segment);
        (ulong offset, int length) = isLeftOut ? default : _table.Locate(segment);
        if (!isLeftOut && TiffInput.IsImplausible((long)rows * rowBytes, length))
            Check(segment);
        try
        {
            Span<byte> stored = Sized(ref _stored, (long)rows * rowBytes);
            if (isLeftOut)
            {
                TiffFill.Fill(stored, _layout.FillValue);
            }
            else
            {
                Fetch(segment, offset, length, stored);
                RestoreSamples(stored, rowBytes);
            }
            // Turned bits are the largest value less the sample, and for signed ones its mirror image.
            if (_layout.Inverts)
                TensorPrimitives.OnesComplement(stored, stored);
            ReadOnlySpan<byte> samples = Convert(stored, rows, rowBytes);
            return _layout.Colour.Palette is not null ? Expand(samples, rows) : _layout.Calibration is not null ? Calibrate(samples) : samples;
        }
        catch (InvalidDataException e)
        {
            throw CannotDecode(segment, e);
        }
    }

    /// <summary>Finds out whether a segment holds what it announces, without taking memory for it.</summary>
    /// <exception cref="ImageFileException">The segment is cut off or damaged.</exception>
    public void Check(int segment)
    {
        if (_table.IsLeftOut(segment))
            return;
        (ulong offset, int length) = _table.Locate(segment);
        if (_layout.Compression == TiffCodec.None)
            return;
        try
        {
            int needed = checked(_layout.RowsOf(segment) * (int)_layout.StoredRowBytes);
            int count = TiffCodec.Measure(_layout.Compression, ReadCompressed(offset, length), length, needed);
            if (count < needed)
                throw EndsEarly(segment, count, needed);
        }
        catch (InvalidDataException e)
        {
            throw CannotDecode(segment, e);
        }
    }

    private void Fetch(int segment, ulong offset, int length, Span<byte> stored)
    {
        if (_layout.Compression == TiffCodec.None)
        {
            _input.Read(offset, stored, _layout.IsTiled ? "tile" : "strip");
            if (_layout.ReversesBits)
                ReverseBits(stored);
            return;
        }
        int count = TiffCodec.Decompress(_layout.Compression, ReadCompressed(offset, length), length, stored);
        if (count < stored.Length)
            throw EndsEarly(segment, count, stored.Length);
    }

    private byte[] ReadCompressed(ulong offset, int length)
    {
        Span<byte> compressed = Sized(ref _compressed, length);
        _input.Read(offset, compressed, _layout.IsTiled ? "tile" : "strip");
        if (_layout.ReversesBits)
            ReverseBits(compressed);
        return _compressed;
    }

    private ImageFileException EndsEarly(int segment, int count, int needed) => _table.Fail(segment, $"ends after {count} of {needed} bytes");

    private ImageFileException CannotDecode(int segment, InvalidDataException e) => _table.Fail(segment, $"cannot be decoded ({e.Message})", e);

    private void RestoreSamples(Span<byte> stored, int rowBytes)
    {
        int bytesPerSample = _layout.Coding.Bits / 8;
        if (_layout.Predictor == TiffPredictor.FloatingPoint)
        {
            Span<byte> scratch = Sized(ref _converted, rowBytes);
            for (int at = 0; at < stored.Length; at += rowBytes)
                TiffPredictor.UndoFloatingPoint(stored.Slice(at, rowBytes), scratch, bytesPerSample, _layout.SegmentSamples);
            return;
        }
        if (_input.MustSwap)
            _layout.Coding.Swap(stored);
        if (_layout.Predictor == TiffPredictor.Horizontal)
            for (int at = 0; at < stored.Length; at += rowBytes)
                TiffPredictor.UndoHorizontal(stored.Slice(at, rowBytes), bytesPerSample, _layout.SegmentSamples);
    }

    private ReadOnlySpan<byte> Convert(ReadOnlySpan<byte> stored, int rows, int rowBytes)
    {
        if (_layout.Coding.IsStored)
            return stored;
        int resultBytes = checked(_layout.SegmentWidth * _layout.SegmentSamples * _layout.StoredType.Size());
        Span<byte> result = Sized(ref _converted, (long)rows * resultBytes);
        for (int row = 0; row < rows; row++)
            _layout.Coding.ConvertRow(stored.Slice(row * rowBytes, rowBytes), result.Slice(row * resultBytes, resultBytes));
        return result;
    }

    private ReadOnlySpan<byte> Expand(ReadOnlySpan<byte> indices, int rows)
    {
        Span<byte> colours = Sized(ref _values, (long)_layout.Colour.PaletteChannels * rows * _layout.SegmentWidth);
        if (_layout.StoredType.Size() == 1)
            _layout.Colour.Expand(indices, _layout.SegmentSamples, colours);
        else
            _layout.Colour.Expand(MemoryMarshal.Cast<byte, ushort>(indices), _layout.SegmentSamples, colours);
        return colours;
    }

    private ReadOnlySpan<byte> Calibrate(ReadOnlySpan<byte> samples)
    {
        Span<byte> values = Sized(ref _values, (long)samples.Length / _layout.StoredType.Size() * _layout.Type.Size());
        _layout.Calibration!.Apply(samples, _layout.StoredType, values);
        return values;
    }

    private Span<byte> Sized(ref byte[] buffer, long length)
    {
        if (length > Array.MaxLength)
            throw _input.Fail($"its strips or tiles of {length} bytes do not fit in memory as one piece; save it with smaller strips or tiles.");
        if (buffer.Length < length)
            buffer = GC.AllocateUninitializedArray<byte>((int)length);
        return buffer.AsSpan(0, (int)length);
    }

    private static void ReverseBits(Span<byte> bytes)
    {
        foreach (ref byte b in bytes)
            b = (byte)((b * 0x0202020202UL & 0x010884422010UL) % 1023);
    }
}
