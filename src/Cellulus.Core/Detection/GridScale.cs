namespace Cellulus;

/// <summary>From pixels of the image to places on the network's grid, over the same extent.</summary>
/// <param name="from">The network's grid.</param>
/// <param name="to">Grid of the image.</param>
internal readonly struct GridScale(ImageShape from, ImageShape to)
{
    private readonly double _z = (double)from.Depth / to.Depth, _y = (double)from.Height / to.Height, _x = (double)from.Width / to.Width;

    public double Z(int slice) => (slice + 0.5) * _z - 0.5;

    public double Y(int row) => (row + 0.5) * _y - 0.5;

    public double X(int column) => (column + 0.5) * _x - 0.5;

    /// <summary>The pixel of the network's grid that a pixel of the image lies in.</summary>
    public int Slice(int slice) => Nearest(Z(slice), from.Depth);

    /// <inheritdoc cref="Slice"/>
    public int Row(int row) => Nearest(Y(row), from.Height);

    /// <inheritdoc cref="Slice"/>
    public int Column(int column) => Nearest(X(column), from.Width);

    /// <summary>A box of the image that holds all that is near a place of the network's grid.</summary>
    /// <param name="z">Slice of the place.</param>
    /// <param name="y">Row.</param>
    /// <param name="x">Column.</param>
    /// <param name="reach">How near, in pixels of the network's grid.</param>
    public GridBox BoxAround(int z, int y, int x, double reach)
    {
        int Low(double centre, double scale) => (int)Math.Floor((centre - reach + 0.5) / scale - 0.5);
        int High(double centre, double scale) => (int)Math.Ceiling((centre + reach + 0.5) / scale - 0.5) + 1;
        (int z0, int z1) = from.Depth > 1 ? (Low(z, _z), High(z, _z)) : (0, 1);
        return new GridBox(z0, Low(y, _y), Low(x, _x), z1, High(y, _y), High(x, _x)).Intersect(GridBox.Of(to));
    }

    private static int Nearest(double place, int length) => Math.Clamp((int)Math.Round(place), 0, length - 1);
}
