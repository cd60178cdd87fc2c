namespace Cellulus.Scenes;

/// <summary>Finds the nearest seeds of a place among those of the cells of a grid around it.</summary>
internal sealed class SeedGrid
{
    private readonly List<Mosaic.Seed> _seeds;
    private readonly double _cell;
    private readonly int _depth, _height, _width;
    private readonly List<int>[] _cells;

    /// <param name="seeds">All seeds.</param>
    /// <param name="shape">Extent of the scene.</param>
    /// <param name="cell">Side of a cell; the nearest seed is at most so far away.</param>
    public SeedGrid(List<Mosaic.Seed> seeds, ImageShape shape, double cell)
    {
        (_seeds, _cell) = (seeds, cell);
        (_depth, _height, _width) = (Count(shape.Depth), Count(shape.Height), Count(shape.Width));
        _cells = [.. Enumerable.Range(0, _depth * _height * _width).Select(_ => new List<int>())];
        for (int i = 0; i < seeds.Count; i++)
        {
            (int z, int y, int x) = CellOf(seeds[i].At);
            for (int dz = Math.Max(0, z - 1); dz <= Math.Min(_depth - 1, z + 1); dz++)
                for (int dy = Math.Max(0, y - 1); dy <= Math.Min(_height - 1, y + 1); dy++)
                    for (int dx = Math.Max(0, x - 1); dx <= Math.Min(_width - 1, x + 1); dx++)
                        _cells[(dz * _height + dy) * _width + dx].Add(i);
        }

        int Count(int side) => (int)(side / cell) + 1;
    }

    /// <summary>Index of the nearest seed, its distance and that of the next, each divided by the seed's weight.</summary>
    public (int Index, double First, double Next) Nearest(Place at)
    {
        (int z, int y, int x) = CellOf(at);
        (int index, double first, double next) = (-1, double.MaxValue, double.MaxValue);
        foreach (int i in _cells[(z * _height + y) * _width + x])
        {
            double distance = (at - _seeds[i].At).Length / _seeds[i].Weight;
            if (distance < first)
                (index, first, next) = (i, distance, first);
            else if (distance < next)
                next = distance;
        }
        return (index, first, next);
    }

    private (int Z, int Y, int X) CellOf(Place at) => (Clamp(at.Z, _depth), Clamp(at.Y, _height), Clamp(at.X, _width));

    private int Clamp(double at, int count) => Math.Clamp((int)Math.Floor(at / _cell), 0, count - 1);
}
