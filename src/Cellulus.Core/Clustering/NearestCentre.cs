namespace Cellulus;

/// <summary>
/// Finds the nearest centre of every point, the first of equally near ones. Centres that cannot be nearest anywhere in a block
/// of grid cells are dropped for the block, then for the cell; where one is left, the whole cell is decided at once.
/// </summary>
internal static class NearestCentre
{
    private const int BlockSide = 8;

    /// <summary>Indices of the nearest centres, in the order of the points before they were sorted into the grid.</summary>
    public static int[] Assign(PointGrid grid, EmbeddedPosition[] centres, StageExecution execution)
    {
        var nearest = new int[grid.Index.Length];
        int[] all = Candidates(grid, centres, [.. Enumerable.Range(0, centres.Length)], 0, 0, 0, grid.Slices, grid.Rows, grid.Columns);
        int blockRows = (grid.Rows + BlockSide - 1) / BlockSide;
        ParallelWork.For(grid.Slices * blockRows, execution, item =>
        {
            int z = item / blockRows, y = item % blockRows * BlockSide;
            for (int x = 0; x < grid.Columns; x += BlockSide)
                AssignBlock(grid, centres, all, nearest, z, y, x);
        });
        return nearest;
    }

    private static void AssignBlock(PointGrid grid, EmbeddedPosition[] centres, int[] all, int[] nearest, int z, int y0, int x0)
    {
        int y1 = Math.Min(grid.Rows, y0 + BlockSide), x1 = Math.Min(grid.Columns, x0 + BlockSide);
        int[]? near = null;
        for (int y = y0; y < y1; y++)
            for (int x = x0; x < x1; x++)
            {
                int cell = (z * grid.Rows + y) * grid.Columns + x;
                int from = grid.Start[cell], to = grid.Start[cell + 1];
                if (from == to)
                    continue;
                near ??= Candidates(grid, centres, all, z, y0, x0, z + 1, y1, x1);
                AssignCell(grid, centres, Candidates(grid, centres, near, z, y, x, z + 1, y + 1, x + 1), nearest, from, to);
            }
    }

    private static void AssignCell(PointGrid grid, EmbeddedPosition[] centres, int[] candidates, int[] nearest, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            int best = candidates[0];
            if (candidates.Length > 1)
            {
                EmbeddedPosition p = grid.Points[i];
                double least = double.PositiveInfinity;
                foreach (int c in candidates)
                {
                    double d = centres[c].SquaredDistanceTo(p);
                    if (d < least)
                        (best, least) = (c, d);
                }
            }
            nearest[grid.Index[i]] = best;
        }
    }

    /// <summary>The centres among those given that may be nearest to some point in a box of cells, in rising order.</summary>
    private static int[] Candidates(PointGrid grid, EmbeddedPosition[] centres, int[] among, int z0, int y0, int x0, int z1, int y1, int x1)
    {
        if (among.Length == 1)
            return among;
        double guard = 1e-9 * (grid.Cell + grid.Extent), halfX = (x1 - x0) * grid.Cell / 2, halfY = (y1 - y0) * grid.Cell / 2;
        double halfZ = grid.SumZ is null ? 0 : (z1 - z0) * grid.Cell / 2;
        var middle = new EmbeddedPosition(grid.OriginX + x0 * grid.Cell + halfX, grid.OriginY + y0 * grid.Cell + halfY, grid.OriginZ + z0 * grid.Cell + halfZ);
        if (grid.SumZ is null)
            middle = middle with { Z = 0 };
        double radius = Math.Sqrt(halfX * halfX + halfY * halfY + halfZ * halfZ) + guard;
        double least = double.PositiveInfinity;
        foreach (int c in among)
            least = Math.Min(least, centres[c].SquaredDistanceTo(middle));
        // A centre further from the middle than the nearest one by twice the radius is nearest to nothing in the box.
        double limit = Math.Sqrt(least) + 2 * radius;
        limit *= limit;
        return Array.FindAll(among, c => centres[c].SquaredDistanceTo(middle) <= limit);
    }
}
