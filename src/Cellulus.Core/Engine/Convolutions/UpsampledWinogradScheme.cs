using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cellulus.Engine;

/// <summary>
/// Tiles of 4x4 pixels (a, a, b, b) of an enlarged map are 2x2 pixels of the small one. Along each axis two outputs need three
/// products instead of four: (a - b) (g0 + g1 - g2) / 2, (a + b) (g0 + g1 + g2) / 2, (a - b) (g2 + g1 - g0) / 2, in the places
/// 0, 1 and 3 of a plain tile. Together 9 products for 2x2 outputs, where the enlarged map would need 36.
/// </summary>
internal sealed class UpsampledWinogradScheme : WinogradScheme
{
    private static readonly int[][][] s_oneSlice = [[[0]]];
    private static readonly int[][][] s_threeSlices = [[[0, 1], [2]], [[0], [1, 2]]];

    public override float[][] Filter { get; } = [[0.5f, 0.5f, -0.5f], [0.5f, 0.5f, 0.5f], [-0.5f, 0.5f, 0.5f]];

    public override int[] Places { get; } = [0, 1, 3];

    public override int InputSlots => 4;

    public override int InputSlot(int row, int column) => 2 * (row == 1 ? 1 : 0) + (column == 1 ? 1 : 0);

    // Output slice 2 i + p and kernel slice k read small slice i + (p + k) / 2.
    public override int[][][] Slices(int kernelDepth) => kernelDepth == 3 ? s_threeSlices : s_oneSlice;

    public override int Step => 1;

    public override void Transform(FeatureMap input, int z, int y, int x, int tiles, Span<float> slots)
    {
        int channels = input.Channels;
        nuint slot = (nuint)ConvolutionScratch.SlotLength(channels), next = (nuint)channels;
        ref float v = ref MemoryMarshal.GetReference(slots[..(InputSlots * (int)slot)]);
        ref float upper = ref MemoryMarshal.GetReference(input.Window(z, y, x, tiles + 1)), lower = ref MemoryMarshal.GetReference(input.Window(z, y + 1, x, tiles + 1));
        for (nuint at = 0; at < (nuint)(tiles * channels); at += Width)
        {
            Vector256<float> a = Vector256.LoadUnsafe(ref upper, at), b = Vector256.LoadUnsafe(ref upper, at + next);
            Vector256<float> c = Vector256.LoadUnsafe(ref lower, at), d = Vector256.LoadUnsafe(ref lower, at + next);
            Vector256<float> left = a - c, right = b - d, leftSum = a + c, rightSum = b + d;
            (left - right).StoreUnsafe(ref v, at);
            (left + right).StoreUnsafe(ref v, at + slot);
            (leftSum - rightSum).StoreUnsafe(ref v, at + 2 * slot);
            (leftSum + rightSum).StoreUnsafe(ref v, at + 3 * slot);
        }
    }

    public override void AddGradients(ReadOnlySpan<float> slots, FeatureMap gradient, int z, int y, int x, int tiles)
    {
        int channels = gradient.Channels;
        nuint slot = (nuint)ConvolutionScratch.SlotLength(channels), next = (nuint)channels;
        ref float v = ref MemoryMarshal.GetReference(slots[..(InputSlots * (int)slot)]);
        ref float upper = ref MemoryMarshal.GetReference(gradient.Window(z, y, x, tiles + 1)), lower = ref MemoryMarshal.GetReference(gradient.Window(z, y + 1, x, tiles + 1));
        for (nuint at = 0; at < (nuint)(tiles * channels); at += Width)
        {
            Vector256<float> minusMinus = Vector256.LoadUnsafe(ref v, at), minusPlus = Vector256.LoadUnsafe(ref v, at + slot);
            Vector256<float> plusMinus = Vector256.LoadUnsafe(ref v, at + 2 * slot), plusPlus = Vector256.LoadUnsafe(ref v, at + 3 * slot);
            Vector256<float> left = minusPlus + minusMinus, right = minusPlus - minusMinus, leftSum = plusPlus + plusMinus, rightSum = plusPlus - plusMinus;
            Add(ref upper, at, leftSum + left);
            Add(ref upper, at + next, rightSum + right);
            Add(ref lower, at, leftSum - left);
            Add(ref lower, at + next, rightSum - right);
        }
    }
}
