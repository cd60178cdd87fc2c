using System.Numerics;
using System.Runtime.InteropServices;

namespace Cellulus.Imaging;

/// <summary>Differences between neighbours in a row (TIFF 6.0 section 14; Adobe's technical note 3 for floats).</summary>
internal static class TiffPredictor
{
    public const int None = 1, Horizontal = 2, FloatingPoint = 3;

    /// <summary>Sums up the differences of one row, in place.</summary>
    /// <param name="row">Samples in the machine's byte order.</param>
    /// <param name="bytesPerSample">1, 2, 4 or 8.</param>
    /// <param name="stride">Samples from a pixel to the next.</param>
    public static void UndoHorizontal(Span<byte> row, int bytesPerSample, int stride)
    {
        switch (bytesPerSample)
        {
            case 1: Accumulate(row, stride); break;
            case 2: Accumulate(MemoryMarshal.Cast<byte, ushort>(row), stride); break;
            case 4: Accumulate(MemoryMarshal.Cast<byte, uint>(row), stride); break;
            default: Accumulate(MemoryMarshal.Cast<byte, ulong>(row), stride); break;
        }
    }

    /// <summary>Replaces the samples of one row by differences, in place. The inverse of <see cref="UndoHorizontal"/>.</summary>
    public static void ApplyHorizontal(Span<byte> row, int bytesPerSample, int stride)
    {
        switch (bytesPerSample)
        {
            case 1: Differentiate(row, stride); break;
            case 2: Differentiate(MemoryMarshal.Cast<byte, ushort>(row), stride); break;
            case 4: Differentiate(MemoryMarshal.Cast<byte, uint>(row), stride); break;
            default: Differentiate(MemoryMarshal.Cast<byte, ulong>(row), stride); break;
        }
    }

    /// <summary>
    /// Rebuilds floats from a row of byte planes, most significant first whatever the file's byte order is, that were then
    /// differentiated byte by byte.
    /// </summary>
    /// <param name="row">In: differences. Out: floats in the machine's byte order.</param>
    /// <param name="scratch">At least as long as the row.</param>
    /// <param name="bytesPerSample">2, 4 or 8.</param>
    /// <param name="stride">Samples from a pixel to the next.</param>
    public static void UndoFloatingPoint(Span<byte> row, Span<byte> scratch, int bytesPerSample, int stride)
    {
        Accumulate(row, stride);
        row.CopyTo(scratch);
        int samples = row.Length / bytesPerSample;
        for (int plane = 0; plane < bytesPerSample; plane++)
        {
            ReadOnlySpan<byte> source = scratch.Slice(plane * samples, samples);
            int at = BitConverter.IsLittleEndian ? bytesPerSample - 1 - plane : plane;
            for (int i = 0; i < source.Length; i++, at += bytesPerSample)
                row[at] = source[i];
        }
    }

    private static void Accumulate<T>(Span<T> row, int stride) where T : unmanaged, INumberBase<T>
    {
        for (int i = stride; i < row.Length; i++)
            row[i] = unchecked(row[i] + row[i - stride]);
    }

    private static void Differentiate<T>(Span<T> row, int stride) where T : unmanaged, INumberBase<T>
    {
        for (int i = row.Length - 1; i >= stride; i--)
            row[i] = unchecked(row[i] - row[i - stride]);
    }
}
