namespace Cellulus;

/// <summary>The objects chosen so far, by place: those whose boxes touch a box are found in the cells that it touches.</summary>
internal sealed class PlacedObjects(int cellSide)
{
    private readonly Dictionary<(int Z, int Y, int X), List<StarPixels>> _cells = [];

    /// <summary>Adds an object. No other thread may ask meanwhile.</summary>
    public void Add(StarPixels pixels)
    {
        foreach ((int, int, int) cell in CellsOf(pixels.Box))
        {
            if (!_cells.TryGetValue(cell, out List<StarPixels>? list))
                _cells.Add(cell, list = []);
            list.Add(pixels);
        }
    }

    /// <summary>Whether an object overlaps one of them by more than a threshold.</summary>
    public bool AnyOverlaps(StarPixels pixels, double threshold)
    {
        foreach ((int Z, int Y, int X) cell in CellsOf(pixels.Box))
        {
            if (!_cells.TryGetValue(cell, out List<StarPixels>? list))
                continue;
            foreach (StarPixels placed in list)
                if (IsFirstCell(cell, placed.Box.Intersect(pixels.Box)) && pixels.Overlaps(placed, threshold))
                    return true;
        }
        return false;
    }

    // Two objects may meet in several cells; the first of what they share speaks for all.
    private bool IsFirstCell((int Z, int Y, int X) cell, GridBox shared) =>
        !shared.IsEmpty && cell == (shared.Z0 / cellSide, shared.Y0 / cellSide, shared.X0 / cellSide);

    private IEnumerable<(int Z, int Y, int X)> CellsOf(GridBox box)
    {
        for (int z = box.Z0 / cellSide; z <= (box.Z1 - 1) / cellSide; z++)
            for (int y = box.Y0 / cellSide; y <= (box.Y1 - 1) / cellSide; y++)
                for (int x = box.X0 / cellSide; x <= (box.X1 - 1) / cellSide; x++)
                    yield return (z, y, x);
    }
}
