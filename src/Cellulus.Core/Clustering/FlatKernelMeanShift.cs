using System.Collections.Concurrent;

namespace Cellulus;

/// <summary>
/// Mean-shift with a flat kernel, with the results of scikit-learn's <c>MeanShift</c>: every seed moves to the mean of the points
/// within the bandwidth until it moves less than a thousandth of it, at most 300 times after the first; the centres are
/// ordered by the points in their last window, then by coordinates, and one within the bandwidth of a better one is dropped.
/// All seeds move in step. Those that meet move on as one: the next position depends on the position alone.
/// Sums are taken in integers (see <see cref="PointGrid"/>), so equal windows give equal bits whatever the grouping.
/// Against summing in doubles a centre differs by less than 1e-9 px; a point that lies on the border of a window to
/// within that may fall to the other side.
/// </summary>
internal static class FlatKernelMeanShift
{
    private const int MaxIterations = 300;
    private const double StopFraction = 1e-3;

    /// <summary>Cells per bandwidth. Measured: 3 to 6 within 15 % of each other on planes; volumes want 3, 6 takes 1.7 times as long.</summary>
    private const double CellsPerBandwidth = 4;

    /// <summary>Groups of positions a work item takes.</summary>
    private const int GroupsPerItem = 32;

    /// <summary>A grid fit for a bandwidth.</summary>
    /// <param name="points">Points.</param>
    /// <param name="bandwidth">Radius of the kernel in px.</param>
    /// <param name="frame">What sums are rounded to; <see langword="null"/> for that of these points.</param>
    public static PointGrid CreateGrid(EmbeddedPoints points, double bandwidth, PointFrame? frame = null) =>
        new(points, bandwidth / CellsPerBandwidth, frame);

    /// <summary>Finds the centres of clusters.</summary>
    /// <param name="grid">Points.</param>
    /// <param name="bandwidth">Radius of the kernel in px.</param>
    /// <param name="seeds">Where to begin; <see langword="null"/> for every point.</param>
    /// <param name="execution">Threads, cancellation.</param>
    /// <returns>The centres; none if no seed has a point within the bandwidth.</returns>
    public static MeanShiftModes FindModes(PointGrid grid, double bandwidth, EmbeddedPoints? seeds, StageExecution execution)
    {
        var trails = new MeanShiftTrails();
        int iterations = Follow(grid, bandwidth, seeds, 0, null, trails, execution);
        return new MeanShiftModes(ModeSelection.Select(trails.Ends, bandwidth, execution.CancellationToken), iterations);
    }

    /// <summary>Follows seeds until they stop, or leave the part of space that the grid is complete for.</summary>
    /// <param name="grid">Points.</param>
    /// <param name="bandwidth">Radius of the kernel in px.</param>
    /// <param name="seeds">Where to begin; <see langword="null"/> for every point.</param>
    /// <param name="iterations">Moves that lie behind the seeds.</param>
    /// <param name="isInside">Whether the grid has all points within the bandwidth of a place; <see langword="null"/> if it has them everywhere.</param>
    /// <param name="trails">Takes where they end.</param>
    /// <param name="execution">Threads, cancellation.</param>
    /// <returns>Moves of the slowest seed, those behind it included.</returns>
    public static int Follow(
        PointGrid grid, double bandwidth, EmbeddedPoints? seeds, int iterations, Func<EmbeddedPosition, bool>? isInside, MeanShiftTrails trails, StageExecution execution)
    {
        var windows = new ConcurrentBag<FlatKernelWindow>();
        var moved = new HashSet<EmbeddedPosition>();
        (EmbeddedPoints front, int[] groups) = seeds is null ? (grid.Points, grid.Groups) : SortByCell(grid, [.. Enumerable.Range(0, seeds.Count).Select(i => seeds[i])]);
        while (true)
        {
            moved.Clear();
            foreach (List<Move> moves in MoveAll(grid, bandwidth, front, groups, windows, execution))
                foreach (Move move in moves)
                {
                    if (move.IsLast || iterations >= MaxIterations)
                        trails.AddEnd(move.Target, move.Count);
                    else if (isInside is null || isInside(move.Target))
                        moved.Add(move.Target);
                    else
                        trails.Leaving.Add((move.Target, iterations + 1));
                }
            if (moved.Count == 0)
                return iterations;
            iterations++;
            (front, groups) = SortByCell(grid, [.. moved]);
        }
    }

    private readonly record struct Move(EmbeddedPosition Target, long Count, bool IsLast);

    private static List<Move>[] MoveAll(
        PointGrid grid, double bandwidth, EmbeddedPoints front, int[] groups, ConcurrentBag<FlatKernelWindow> windows, StageExecution execution)
    {
        int groupCount = groups.Length - 1;
        var moves = new List<Move>[(groupCount + GroupsPerItem - 1) / GroupsPerItem];
        ParallelWork.For(moves.Length, execution, item =>
        {
            if (!windows.TryTake(out FlatKernelWindow? window))
                window = new FlatKernelWindow(grid, bandwidth);
            var found = new List<Move>();
            int end = Math.Min(groupCount, (item + 1) * GroupsPerItem);
            for (int g = item * GroupsPerItem; g < end; g++)
                MoveGroup(grid, bandwidth, window, front, groups[g], groups[g + 1], found);
            moves[item] = found;
            windows.Add(window);
        });
        return moves;
    }

    /// <summary>Moves positions of one cell; equal moves of neighbours are noted once.</summary>
    private static void MoveGroup(PointGrid grid, double bandwidth, FlatKernelWindow window, EmbeddedPoints front, int from, int to, List<Move> found)
    {
        double stop = StopFraction * bandwidth;
        (EmbeddedPosition centre, double spread) = Enclose(front, from, to);
        window.Load(centre, spread);
        bool shared = window.IsShared, hasLast = false, hasNext = false;
        WindowSum sum = window.SumAt(centre);
        EmbeddedPosition target = sum.Count > 0 ? grid.Mean(sum) : default;
        for (int i = from; i < to; i++)
        {
            EmbeddedPosition p = front[i];
            if (!shared)
            {
                WindowSum own = window.SumAt(p);
                if (own != sum)
                {
                    sum = own;
                    target = sum.Count > 0 ? grid.Mean(sum) : default;
                    hasLast = hasNext = false;
                }
            }
            if (sum.Count == 0)
                continue;
            bool isLast = Math.Sqrt(target.SquaredDistanceTo(p)) < stop;
            if (isLast ? hasLast : hasNext)
                continue;
            found.Add(new Move(target, sum.Count, isLast));
            hasLast |= isLast;
            hasNext |= !isLast;
        }
    }

    /// <summary>The middle of some positions and the radius of a ball around it that holds them.</summary>
    private static (EmbeddedPosition Centre, double Spread) Enclose(EmbeddedPoints points, int from, int to)
    {
        EmbeddedPosition low = points[from], high = low;
        for (int i = from + 1; i < to; i++)
        {
            EmbeddedPosition p = points[i];
            low = new(Math.Min(low.X, p.X), Math.Min(low.Y, p.Y), Math.Min(low.Z, p.Z));
            high = new(Math.Max(high.X, p.X), Math.Max(high.Y, p.Y), Math.Max(high.Z, p.Z));
        }
        return (new((low.X + high.X) / 2, (low.Y + high.Y) / 2, (low.Z + high.Z) / 2), Math.Sqrt(low.SquaredDistanceTo(high)) / 2);
    }

    private static (EmbeddedPoints Front, int[] Groups) SortByCell(PointGrid grid, EmbeddedPosition[] positions)
    {
        int[] cells = Array.ConvertAll(positions, p => grid.CellOf(p));
        Array.Sort(cells, positions);
        var groups = new List<int>();
        for (int i = 0; i < cells.Length; i++)
            if (i == 0 || cells[i] != cells[i - 1])
                groups.Add(i);
        groups.Add(cells.Length);
        double[]? z = grid.SumZ is null ? null : Array.ConvertAll(positions, p => p.Z);
        return (new EmbeddedPoints(Array.ConvertAll(positions, p => p.X), Array.ConvertAll(positions, p => p.Y), z), [.. groups]);
    }
}
