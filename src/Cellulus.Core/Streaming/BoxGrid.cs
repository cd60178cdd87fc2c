namespace Cellulus;

/// <summary>A grid of pixels cut into boxes of one extent, those at the end cut off; numbered in the order (z, y, x).</summary>
internal sealed class BoxGrid(ImageShape shape, ImageShape box)
{
    private readonly int _across = Count1(shape.Width, box.Width), _down = Count1(shape.Height, box.Height), _deep = Count1(shape.Depth, box.Depth);

    /// <summary>What is cut.</summary>
    public ImageShape Shape => shape;

    /// <summary>Extent of a box that is not cut off.</summary>
    public ImageShape Box => box;

    public int Count => checked(_across * _down * _deep);

    public GridBox this[int index]
    {
        get
        {
            int z = index / (_across * _down) * box.Depth, y = index / _across % _down * box.Height, x = index % _across * box.Width;
            return new GridBox(z, y, x, Math.Min(z + box.Depth, shape.Depth), Math.Min(y + box.Height, shape.Height), Math.Min(x + box.Width, shape.Width));
        }
    }

    /// <summary>Numbers of the boxes that a region touches, rising.</summary>
    public IEnumerable<int> Touching(GridBox region)
    {
        region = region.Intersect(GridBox.Of(shape));
        if (region.IsEmpty)
            yield break;
        for (int z = region.Z0 / box.Depth; z <= (region.Z1 - 1) / box.Depth; z++)
            for (int y = region.Y0 / box.Height; y <= (region.Y1 - 1) / box.Height; y++)
                for (int x = region.X0 / box.Width; x <= (region.X1 - 1) / box.Width; x++)
                    yield return (z * _down + y) * _across + x;
    }

    private static int Count1(int length, int side) => (int)(((long)length + side - 1) / side);
}
