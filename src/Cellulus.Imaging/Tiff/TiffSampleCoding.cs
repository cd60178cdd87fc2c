using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Cellulus.Imaging;

/// <summary>From samples as stored, of any width, to samples of a <see cref="PixelType"/>.</summary>
/// <param name="Format">Unsigned, signed or float.</param>
/// <param name="Bits">Bits of one stored sample.</param>
internal readonly record struct TiffSampleCoding(TiffSampleFormat Format, int Bits)
{
    /// <summary>The type that samples come out as, or null when this coding is not read.</summary>
    public PixelType? Type => (Format, Bits) switch
    {
        (TiffSampleFormat.Unsigned, >= 1 and <= 8) => PixelType.UInt8,
        (TiffSampleFormat.Unsigned, >= 9 and <= 16) => PixelType.UInt16,
        (TiffSampleFormat.Unsigned, 32 or 64) => PixelType.UInt32,
        (TiffSampleFormat.Signed, 8) => PixelType.Int8,
        (TiffSampleFormat.Signed, 16) => PixelType.Int16,
        (TiffSampleFormat.Signed, 32 or 64) => PixelType.Int32,
        (TiffSampleFormat.Float, 16 or 32) => PixelType.Float32,
        (TiffSampleFormat.Float, 64) => PixelType.Float64,
        _ => null,
    };

    /// <summary>Samples fill whole bytes; others are packed, each row beginning with a new byte.</summary>
    public bool IsWholeBytes => Bits is 8 or 16 or 32 or 64;

    /// <summary>Samples come out just as they are stored, but for byte order.</summary>
    public bool IsStored => IsWholeBytes && !(Bits == 64 && Format != TiffSampleFormat.Float) && !(Bits == 16 && Format == TiffSampleFormat.Float);

    /// <summary>Brings multi-byte samples into the machine's byte order, in place.</summary>
    public void Swap(Span<byte> samples)
    {
        switch (Bits)
        {
            case 16:
                Span<ushort> words = MemoryMarshal.Cast<byte, ushort>(samples);
                BinaryPrimitives.ReverseEndianness(words, words);
                break;
            case 32:
                Span<uint> longs = MemoryMarshal.Cast<byte, uint>(samples);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
            case 64:
                Span<ulong> quads = MemoryMarshal.Cast<byte, ulong>(samples);
                BinaryPrimitives.ReverseEndianness(quads, quads);
                break;
        }
    }

    /// <summary>Converts one row that is not <see cref="IsStored"/>.</summary>
    /// <param name="stored">The row as stored, in the machine's byte order.</param>
    /// <param name="result">Samples of <see cref="Type"/>.</param>
    /// <exception cref="InvalidDataException">A 64-bit integer that does not fit into 32 bits.</exception>
    public void ConvertRow(ReadOnlySpan<byte> stored, Span<byte> result)
    {
        if (Format == TiffSampleFormat.Float)
            TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(stored), MemoryMarshal.Cast<byte, float>(result));
        else if (Bits == 64)
            Narrow(stored, result);
        else if (Bits < 8)
            UnpackBytes(stored, result);
        else
            UnpackWords(stored, MemoryMarshal.Cast<byte, ushort>(result));
    }

    private void UnpackBytes(ReadOnlySpan<byte> packed, Span<byte> result)
    {
        int mask = (1 << Bits) - 1, held = 0, bits = 0, at = 0;
        for (int i = 0; i < result.Length; i++)
        {
            if (held < Bits)
            {
                bits = (bits << 8) | packed[at++];
                held += 8;
            }
            held -= Bits;
            result[i] = (byte)((bits >> held) & mask);
        }
    }

    private void UnpackWords(ReadOnlySpan<byte> packed, Span<ushort> result)
    {
        int mask = (1 << Bits) - 1, held = 0, bits = 0, at = 0;
        for (int i = 0; i < result.Length; i++)
        {
            for (; held < Bits; held += 8)
                bits = (bits << 8) | packed[at++];
            held -= Bits;
            result[i] = (ushort)((bits >> held) & mask);
        }
    }

    private void Narrow(ReadOnlySpan<byte> stored, Span<byte> result)
    {
        try
        {
            if (Format == TiffSampleFormat.Signed)
                TensorPrimitives.ConvertChecked(MemoryMarshal.Cast<byte, long>(stored), MemoryMarshal.Cast<byte, int>(result));
            else
                TensorPrimitives.ConvertChecked(MemoryMarshal.Cast<byte, ulong>(stored), MemoryMarshal.Cast<byte, uint>(result));
        }
        catch (OverflowException e)
        {
            throw new InvalidDataException("it has a 64-bit integer that does not fit into 32 bits; save the image with 32-bit integers", e);
        }
    }
}
