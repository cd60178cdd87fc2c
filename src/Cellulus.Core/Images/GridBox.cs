namespace Cellulus;

/// <summary>A box of pixels; the ends are not part of it.</summary>
internal readonly record struct GridBox(int Z0, int Y0, int X0, int Z1, int Y1, int X1)
{
    /// <summary>The box of nothing, which any pixel extends.</summary>
    public static GridBox Empty { get; } = new(int.MaxValue, int.MaxValue, int.MaxValue, 0, 0, 0);

    public ImageShape Shape => new(Z1 - Z0, Y1 - Y0, X1 - X0);

    public bool IsEmpty => Z0 >= Z1 || Y0 >= Y1 || X0 >= X1;

    /// <summary>All of a grid.</summary>
    public static GridBox Of(ImageShape shape) => new(0, 0, 0, shape.Depth, shape.Height, shape.Width);

    public static GridBox From(PixelBox box) => new(box.Z, box.Y, box.X, box.Z + box.Depth, box.Y + box.Height, box.X + box.Width);

    public PixelBox ToPixelBox() => new(X0, Y0, Z0, X1 - X0, Y1 - Y0, Z1 - Z0);

    /// <summary>What both boxes hold; may be empty.</summary>
    public GridBox Intersect(GridBox other) => new(
        Math.Max(Z0, other.Z0), Math.Max(Y0, other.Y0), Math.Max(X0, other.X0), Math.Min(Z1, other.Z1), Math.Min(Y1, other.Y1), Math.Min(X1, other.X1));

    public bool Touches(GridBox other) => !Intersect(other).IsEmpty;

    /// <summary>The smallest box that holds both; <see cref="Empty"/> is neutral.</summary>
    public GridBox Union(GridBox other) => new(
        Math.Min(Z0, other.Z0), Math.Min(Y0, other.Y0), Math.Min(X0, other.X0), Math.Max(Z1, other.Z1), Math.Max(Y1, other.Y1), Math.Max(X1, other.X1));

    /// <summary>The same box seen from another origin.</summary>
    public GridBox RelativeTo(GridBox origin) =>
        new(Z0 - origin.Z0, Y0 - origin.Y0, X0 - origin.X0, Z1 - origin.Z0, Y1 - origin.Y0, X1 - origin.X0);

    /// <summary>The same box elsewhere.</summary>
    public GridBox Shift(int z, int y, int x) => new(Z0 + z, Y0 + y, X0 + x, Z1 + z, Y1 + y, X1 + x);

    /// <summary>Number of rows, over all slices.</summary>
    public int Rows => (Z1 - Z0) * (Y1 - Y0);

    public GridBox Including(int z, int y, int x) =>
        new(Math.Min(Z0, z), Math.Min(Y0, y), Math.Min(X0, x), Math.Max(Z1, z + 1), Math.Max(Y1, y + 1), Math.Max(X1, x + 1));

    /// <summary>Grown by a margin on every side, as far as the grid reaches.</summary>
    public GridBox Inflate(int margin, ImageShape grid) => new(
        Math.Max(0, Z0 - margin), Math.Max(0, Y0 - margin), Math.Max(0, X0 - margin),
        Math.Min(grid.Depth, Z1 + margin), Math.Min(grid.Height, Y1 + margin), Math.Min(grid.Width, X1 + margin));

    /// <summary>The values of an inner box.</summary>
    /// <param name="values">Values of this box, order (z, y, x).</param>
    /// <param name="inner">A box within this one.</param>
    public T[] Crop<T>(ReadOnlySpan<T> values, GridBox inner)
    {
        var cropped = new T[inner.Shape.CheckedLength()];
        CopyTo(values, inner, cropped);
        return cropped;
    }

    /// <summary>Copies the values of an inner box.</summary>
    /// <param name="values">Values of this box, order (z, y, x).</param>
    /// <param name="inner">A box within this one.</param>
    /// <param name="target">Room for its values.</param>
    public void CopyTo<T>(ReadOnlySpan<T> values, GridBox inner, Span<T> target)
    {
        GridBox place = inner.RelativeTo(this);
        int width = inner.Shape.Width;
        for (int row = 0; row < place.Rows; row++)
            values.Slice(place.RowStart(row, Shape), width).CopyTo(target[(row * width)..]);
    }

    /// <summary>Where a row of the box begins in the grid.</summary>
    /// <param name="row">0 to <see cref="Rows"/> - 1.</param>
    /// <param name="grid">Extent of the grid.</param>
    public int RowStart(int row, ImageShape grid)
    {
        int height = Y1 - Y0;
        return grid.IndexOf(Z0 + row / height, Y0 + row % height, X0);
    }
}
