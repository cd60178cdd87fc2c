using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cellulus.Engine;

/// <summary>
/// Outputs of Winograd's minimal filtering F(2x2, 3x3) (Winograd 1980; Lavin and Gray 2016, section 4.1): 16 products instead of 36 give
/// a tile of 2x2 outputs. Along each axis y0 = m0 + m1 + m2 and y1 = m1 - m2 - m3. An output's sum has only its own window's
/// terms, so nothing beyond a map's end can reach it.
/// </summary>
internal static class WinogradTile
{
    /// <summary>Products a tile, by (row, column).</summary>
    public const int Slots = 16;

    private const int Width = 8;

    /// <summary>Turns products into a band of outputs, adds the bias and rectifies.</summary>
    /// <param name="products">Order (slot, tile, channel).</param>
    /// <param name="bias">Per channel.</param>
    /// <param name="output">Map to write.</param>
    /// <param name="z">Slice.</param>
    /// <param name="y">First row of the band.</param>
    /// <param name="first">First tile.</param>
    /// <param name="tiles">Tiles to write; an odd map's last tile has one column.</param>
    public static void WriteOutputs(ReadOnlySpan<float> products, ReadOnlySpan<float> bias, FeatureMap output, int z, int y, int first, int tiles)
    {
        int channels = output.Channels;
        nuint slot = (nuint)ConvolutionScratch.SlotLength(channels);
        ref float m = ref MemoryMarshal.GetReference(products[..(Slots * (int)slot)]);
        ref float b = ref MemoryMarshal.GetReference(bias[..channels]);
        bool twoRows = y + 1 < output.Size.Height;
        ref float upper = ref MemoryMarshal.GetReference(output.Row(z, y)), lower = ref MemoryMarshal.GetReference(output.Row(z, twoRows ? y + 1 : y));
        for (int tile = 0; tile < tiles; tile++)
        {
            int column = 2 * (first + tile);
            bool twoColumns = column + 1 < output.Size.Width;
            for (int c = 0; c < channels; c += Width)
            {
                nuint at = (nuint)(tile * channels + c), to = (nuint)(column * channels + c);
                Sum(ref m, at, slot, out Vector256<float> a0, out Vector256<float> b0);
                Sum(ref m, at + slot, slot, out Vector256<float> a1, out Vector256<float> b1);
                Sum(ref m, at + 2 * slot, slot, out Vector256<float> a2, out Vector256<float> b2);
                Sum(ref m, at + 3 * slot, slot, out Vector256<float> a3, out Vector256<float> b3);
                Vector256<float> start = Vector256.LoadUnsafe(ref b, (nuint)c);
                Rectified(start + (a0 + a1 + a2)).StoreUnsafe(ref upper, to);
                if (twoColumns)
                    Rectified(start + (a1 - a2 - a3)).StoreUnsafe(ref upper, to + (nuint)channels);
                if (!twoRows)
                    continue;
                Rectified(start + (b0 + b1 + b2)).StoreUnsafe(ref lower, to);
                if (twoColumns)
                    Rectified(start + (b1 - b2 - b3)).StoreUnsafe(ref lower, to + (nuint)channels);
            }
        }
    }

    /// <summary>The gradients of the products from those of a band of outputs. What lies beyond an odd map counts as zero.</summary>
    public static void ReadGradients(FeatureMap gradient, int z, int y, int first, int tiles, Span<float> products)
    {
        int channels = gradient.Channels;
        nuint slot = (nuint)ConvolutionScratch.SlotLength(channels);
        ref float m = ref MemoryMarshal.GetReference(products[..(Slots * (int)slot)]);
        bool twoRows = y + 1 < gradient.Size.Height;
        ref float upper = ref MemoryMarshal.GetReference(gradient.Row(z, y)), lower = ref MemoryMarshal.GetReference(gradient.Row(z, twoRows ? y + 1 : y));
        for (int tile = 0; tile < tiles; tile++)
        {
            int column = 2 * (first + tile);
            bool twoColumns = column + 1 < gradient.Size.Width;
            for (int c = 0; c < channels; c += Width)
            {
                nuint at = (nuint)(tile * channels + c), from = (nuint)(column * channels + c), next = from + (nuint)channels;
                Vector256<float> a = Vector256.LoadUnsafe(ref upper, from), b = twoColumns ? Vector256.LoadUnsafe(ref upper, next) : Vector256<float>.Zero;
                Vector256<float> d = twoRows ? Vector256.LoadUnsafe(ref lower, from) : Vector256<float>.Zero;
                Vector256<float> e = twoRows && twoColumns ? Vector256.LoadUnsafe(ref lower, next) : Vector256<float>.Zero;
                Spread(a, b, ref m, at, slot);
                Spread(a + d, b + e, ref m, at + 4 * slot, slot);
                Spread(a - d, b - e, ref m, at + 8 * slot, slot);
                Spread(-d, -e, ref m, at + 12 * slot, slot);
            }
        }
    }

    // Down one column of products: both output rows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sum(ref float m, nuint at, nuint slot, out Vector256<float> upper, out Vector256<float> lower)
    {
        Vector256<float> m1 = Vector256.LoadUnsafe(ref m, at + 4 * slot), m2 = Vector256.LoadUnsafe(ref m, at + 8 * slot);
        upper = Vector256.LoadUnsafe(ref m, at) + m1 + m2;
        lower = m1 - m2 - Vector256.LoadUnsafe(ref m, at + 12 * slot);
    }

    // Along one row of products.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Spread(Vector256<float> a, Vector256<float> b, ref float m, nuint at, nuint slot)
    {
        a.StoreUnsafe(ref m, at);
        (a + b).StoreUnsafe(ref m, at + slot);
        (a - b).StoreUnsafe(ref m, at + 2 * slot);
        (-b).StoreUnsafe(ref m, at + 3 * slot);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Rectified(Vector256<float> x) => Vector256.MaxNative(Vector256<float>.Zero, x);
}
