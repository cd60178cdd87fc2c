using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cellulus.Engine;

/// <summary>Element-wise work on rows whose channels are a multiple of eight. Each lane is on its own, so every register width gives the
/// same bits.</summary>
internal static class Lanes
{
    private const int Width = 8;

    /// <summary>Gradient of a rectifier: gradient = output &gt; 0 ? gradient : 0.</summary>
    public static void MaskByRectifier(Span<float> gradient, ReadOnlySpan<float> output)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(output.Length, gradient.Length);
        ref float g = ref MemoryMarshal.GetReference(gradient);
        ref float o = ref MemoryMarshal.GetReference(output);
        for (nuint i = 0; i + Width <= (nuint)gradient.Length; i += Width)
        {
            Vector256<float> open = Vector256.GreaterThan(Vector256.LoadUnsafe(ref o, i), Vector256<float>.Zero);
            (Vector256.LoadUnsafe(ref g, i) & open).StoreUnsafe(ref g, i);
        }
    }

    /// <summary>sums (channel) += sum over pixels of values (pixel, channel).</summary>
    public static void AddPixels(ReadOnlySpan<float> values, Span<float> sums)
    {
        ref float v = ref MemoryMarshal.GetReference(values);
        ref float s = ref MemoryMarshal.GetReference(sums);
        for (nuint c = 0; c + Width <= (nuint)sums.Length; c += Width)
        {
            Vector256<float> sum = Vector256.LoadUnsafe(ref s, c);
            for (nuint i = c; i + Width <= (nuint)values.Length; i += (nuint)sums.Length)
                sum += Vector256.LoadUnsafe(ref v, i);
            sum.StoreUnsafe(ref s, c);
        }
    }
}
