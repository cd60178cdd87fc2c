namespace Cellulus;

/// <summary>Extent of a pixel grid. A plane has a depth of one; everything in the library treats planes and volumes alike.</summary>
/// <param name="Depth">Number of z slices, at least 1.</param>
/// <param name="Height">Number of rows (y), at least 1.</param>
/// <param name="Width">Number of columns (x), at least 1.</param>
public readonly record struct ImageShape(int Depth, int Height, int Width)
{
    /// <summary>Extent of a plane.</summary>
    /// <param name="height">Number of rows.</param>
    /// <param name="width">Number of columns.</param>
    public ImageShape(int height, int width) : this(1, height, width) { }

    /// <summary>A square in planes, a cube in volumes.</summary>
    /// <param name="rank">2 or 3.</param>
    /// <param name="side">Pixels along each axis.</param>
    internal static ImageShape Cube(int rank, int side) => new(rank == 3 ? side : 1, side, side);

    /// <summary>2 for a plane, 3 for a volume of two or more slices.</summary>
    public int Rank => Depth > 1 ? 3 : 2;

    /// <summary>Number of pixels (voxels) in the grid.</summary>
    public long PixelCount => (long)Depth * Height * Width;

    /// <summary>Index of a pixel in row-major order (z, y, x).</summary>
    /// <param name="z">Slice.</param>
    /// <param name="y">Row.</param>
    /// <param name="x">Column.</param>
    public int IndexOf(int z, int y, int x) => (z * Height + y) * Width + x;

    /// <summary>Size as people write it: <c>width x height</c> or <c>width x height x depth</c>.</summary>
    public override string ToString() => Depth > 1 ? $"{Width} x {Height} x {Depth}" : $"{Width} x {Height}";

    /// <summary>The number of pixels as an array length.</summary>
    /// <exception cref="InvalidImageException">An extent is below 1, or the grid has more pixels than one array can hold.</exception>
    internal int CheckedLength(int channels = 1)
    {
        if (Depth < 1 || Height < 1 || Width < 1 || channels < 1)
            throw new InvalidImageException($"An image needs at least one channel, slice, row and column; got {channels} channels of {Width} x {Height} x {Depth}.");
        if (Math.BigMul((ulong)PixelCountOrMax(), (ulong)channels, out ulong low) != 0 || low > (ulong)Array.MaxLength)
            throw new InvalidImageException($"An image of {this} with {channels} channels does not fit in memory as one piece (limit {Array.MaxLength} values).");
        return (int)low;
    }

    /// <summary>Checks an image that need not fit into an array.</summary>
    /// <exception cref="InvalidImageException">An extent is below 1, or there are more pixels than can be numbered.</exception>
    internal void CheckedExtents(int channels)
    {
        if (Depth < 1 || Height < 1 || Width < 1 || channels < 1)
            throw new InvalidImageException($"An image needs at least one channel, slice, row and column; got {channels} channels of {Width} x {Height} x {Depth}.");
        if (PixelCountOrMax() > 1L << 48)
            throw new InvalidImageException($"An image of {this} has too many pixels; cut it into parts.");
    }

    private long PixelCountOrMax()
    {
        long plane = (long)Height * Width;
        return plane > long.MaxValue / Depth ? long.MaxValue : plane * Depth;
    }
}
