using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cellulus.Engine;

/// <summary>
/// How one kind of input map enters Winograd's products: how a tile of it is transformed, how the kernel is, and which product
/// belongs to which of the 16 slots of <see cref="WinogradTile"/>.
/// </summary>
internal abstract class WinogradScheme
{
    /// <summary>Channels worked on at once.</summary>
    protected const int Width = 8;

    /// <summary>A map read as it is.</summary>
    public static WinogradScheme Plain { get; } = new PlainWinogradScheme();

    /// <summary>A map enlarged twofold by repetition, read at its own small size.</summary>
    public static WinogradScheme Upsampled { get; } = new UpsampledWinogradScheme();

    /// <summary>The kernel's transform along one axis, order (product, kernel position).</summary>
    public abstract float[][] Filter { get; }

    /// <summary>For each product along one axis, its place among the four of <see cref="WinogradTile"/>.</summary>
    public abstract int[] Places { get; }

    /// <summary>Different transformed inputs of a tile. Several products may share one.</summary>
    public abstract int InputSlots { get; }

    /// <summary>Which transformed input a product (row, column) multiplies.</summary>
    public abstract int InputSlot(int row, int column);

    /// <summary>Kernel slices added up, by phase (output slice modulo their number) and input slice. There is no transform along
    /// z.</summary>
    public abstract int[][][] Slices(int kernelDepth);

    /// <summary>Input pixels that a tile begins after the one before, along y and x.</summary>
    public abstract int Step { get; }

    /// <summary>Transforms tiles of a band.</summary>
    /// <param name="input">Map to read.</param>
    /// <param name="z">Slice.</param>
    /// <param name="y">Row where the band's tiles begin.</param>
    /// <param name="x">Column where the first tile begins.</param>
    /// <param name="tiles">Number of tiles.</param>
    /// <param name="slots">Result, order (slot, tile, channel).</param>
    public abstract void Transform(FeatureMap input, int z, int y, int x, int tiles, Span<float> slots);

    /// <summary>Adds the gradients of transformed tiles to the gradient of the map: the transpose of <see cref="Transform"/>.</summary>
    public abstract void AddGradients(ReadOnlySpan<float> slots, FeatureMap gradient, int z, int y, int x, int tiles);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void Add(ref float row, nuint at, Vector256<float> value) => (Vector256.LoadUnsafe(ref row, at) + value).StoreUnsafe(ref row, at);
}
