using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cellulus.Engine;

/// <summary>
/// Tiles of 4x4 pixels d, two apart. Along each axis: d0 - d2, d1 + d2, d2 - d1, d1 - d3 times g0, (g0 + g1 + g2) / 2,
/// (g0 - g1 + g2) / 2, g2.
/// </summary>
internal sealed class PlainWinogradScheme : WinogradScheme
{
    public override float[][] Filter { get; } = [[1, 0, 0], [0.5f, 0.5f, 0.5f], [0.5f, -0.5f, 0.5f], [0, 0, 1]];

    public override int[] Places { get; } = [0, 1, 2, 3];

    public override int InputSlots => WinogradTile.Slots;

    public override int InputSlot(int row, int column) => 4 * row + column;

    public override int[][][] Slices(int kernelDepth) => [[.. Enumerable.Range(0, kernelDepth).Select(k => new[] { k })]];

    public override int Step => 2;

    public override void Transform(FeatureMap input, int z, int y, int x, int tiles, Span<float> slots)
    {
        int channels = input.Channels;
        nuint slot = (nuint)ConvolutionScratch.SlotLength(channels), c1 = (nuint)channels;
        ref float v = ref MemoryMarshal.GetReference(slots[..(WinogradTile.Slots * (int)slot)]);
        ref float r0 = ref Row(input, z, y, x, tiles), r1 = ref Row(input, z, y + 1, x, tiles);
        ref float r2 = ref Row(input, z, y + 2, x, tiles), r3 = ref Row(input, z, y + 3, x, tiles);
        for (int tile = 0; tile < tiles; tile++)
        {
            for (int c = 0; c < channels; c += Width)
            {
                nuint at = (nuint)(tile * channels + c), from = (nuint)(2 * tile * channels + c);
                Along(Minus(ref r0, ref r2, from), Minus(ref r0, ref r2, from + c1), Minus(ref r0, ref r2, from + 2 * c1), Minus(ref r0, ref r2, from + 3 * c1), ref v, at, slot);
                Along(Plus(ref r1, ref r2, from), Plus(ref r1, ref r2, from + c1), Plus(ref r1, ref r2, from + 2 * c1), Plus(ref r1, ref r2, from + 3 * c1), ref v, at + 4 * slot, slot);
                Along(Minus(ref r2, ref r1, from), Minus(ref r2, ref r1, from + c1), Minus(ref r2, ref r1, from + 2 * c1), Minus(ref r2, ref r1, from + 3 * c1), ref v, at + 8 * slot, slot);
                Along(Minus(ref r1, ref r3, from), Minus(ref r1, ref r3, from + c1), Minus(ref r1, ref r3, from + 2 * c1), Minus(ref r1, ref r3, from + 3 * c1), ref v, at + 12 * slot, slot);
            }
        }
    }

    public override void AddGradients(ReadOnlySpan<float> slots, FeatureMap gradient, int z, int y, int x, int tiles)
    {
        int channels = gradient.Channels, height = gradient.Size.Height;
        nuint slot = (nuint)ConvolutionScratch.SlotLength(channels);
        ref float v = ref MemoryMarshal.GetReference(slots[..(WinogradTile.Slots * (int)slot)]);
        bool fourRows = y + 3 < height;
        ref float r0 = ref Row(gradient, z, y, x, tiles), r1 = ref Row(gradient, z, y + 1, x, tiles);
        ref float r2 = ref Row(gradient, z, y + 2, x, tiles), r3 = ref Row(gradient, z, y + 3, x, tiles);
        for (int tile = 0; tile < tiles; tile++)
        {
            int columns = Math.Min(4, gradient.Size.Width - x - 2 * tile);
            for (int c = 0; c < channels; c += Width)
            {
                nuint at = (nuint)(tile * channels + c), to = (nuint)(2 * tile * channels + c);
                for (int column = 0; column < columns; column++, to += (nuint)channels)
                {
                    Vector256<float> h0 = Across(ref v, at, slot, column), h1 = Across(ref v, at + 4 * slot, slot, column);
                    Vector256<float> h2 = Across(ref v, at + 8 * slot, slot, column), h3 = Across(ref v, at + 12 * slot, slot, column);
                    Add(ref r0, to, h0);
                    Add(ref r1, to, h1 - h2 + h3);
                    Add(ref r2, to, h1 + h2 - h0);
                    if (fourRows)
                        Add(ref r3, to, -h3);
                }
            }
        }
    }

    // Rows and the pixel beyond an odd map's end repeat or hold what is there: they only reach outputs that do not exist.
    private static ref float Row(FeatureMap map, int z, int y, int x, int tiles) =>
        ref MemoryMarshal.GetReference(map.Window(z, Math.Min(y, map.Size.Height - 1), x, 2 * tiles + 2));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Minus(ref float a, ref float b, nuint at) => Vector256.LoadUnsafe(ref a, at) - Vector256.LoadUnsafe(ref b, at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Plus(ref float a, ref float b, nuint at) => Vector256.LoadUnsafe(ref a, at) + Vector256.LoadUnsafe(ref b, at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Along(Vector256<float> d0, Vector256<float> d1, Vector256<float> d2, Vector256<float> d3, ref float v, nuint at, nuint slot)
    {
        (d0 - d2).StoreUnsafe(ref v, at);
        (d1 + d2).StoreUnsafe(ref v, at + slot);
        (d2 - d1).StoreUnsafe(ref v, at + 2 * slot);
        (d1 - d3).StoreUnsafe(ref v, at + 3 * slot);
    }

    // The transpose of Along, for one column.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Across(ref float v, nuint at, nuint slot, int column) => column switch
    {
        0 => Vector256.LoadUnsafe(ref v, at),
        1 => Vector256.LoadUnsafe(ref v, at + slot) - Vector256.LoadUnsafe(ref v, at + 2 * slot) + Vector256.LoadUnsafe(ref v, at + 3 * slot),
        2 => Vector256.LoadUnsafe(ref v, at + slot) + Vector256.LoadUnsafe(ref v, at + 2 * slot) - Vector256.LoadUnsafe(ref v, at),
        _ => -Vector256.LoadUnsafe(ref v, at + 3 * slot),
    };
}
