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

    /// <summary>Cells per bandwidth. Measured: 3 to 6 within 15 % of each other on planes; volumes want 3, 6 takes 1.7 times as
    /// long.</summary>
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
    /// <param name="isInside">Whether the grid has all points within the bandwidth of a place; <see langword="null"/> if it has them
    /// everywhere.</param>
    /// <param name="trails">Takes where they end.</param>
    /// <param name="execution">Threads, cancellation.</param>
    /// <returns>Moves of the slowest seed, those behind it included.</returns>
    public static int Follow(
        PointGrid grid, double bandwidth, EmbeddedPoints? seeds, int iterations, Func<EmbeddedPosition, bool>? isInside, MeanShiftTrails trails, StageExecution execution)
    {
        var front = new MeanShiftFront(grid, seeds ?? grid.Points);
        var movers = new ConcurrentBag<MeanShiftMover>();
        while (true)
        {
            MoveAll(front, grid, bandwidth, movers, iterations >= MaxIterations, execution);
            if (isInside is not null)
                front.Remove(p => !isInside(p) && trails.Leaving.Add((p, iterations + 1)));
            front.Advance();
            if (front.GroupCount == 0)
                break;
            iterations++;
        }
        foreach (MeanShiftMover mover in movers)
            foreach ((EmbeddedPosition place, long count) in mover.Trails.Ends)
                trails.AddEnd(place, count);
        return iterations;
    }

    private static void MoveAll(
        MeanShiftFront front, PointGrid grid, double bandwidth, ConcurrentBag<MeanShiftMover> movers, bool isFinal, StageExecution execution)
    {
        ParallelWork.For((front.GroupCount + GroupsPerItem - 1) / GroupsPerItem, execution, item =>
        {
            if (!movers.TryTake(out MeanShiftMover? mover))
                mover = new MeanShiftMover(grid, bandwidth);
            int end = Math.Min(front.GroupCount, (item + 1) * GroupsPerItem);
            for (int g = item * GroupsPerItem; g < end; g++)
                front.SetMoveCount(g, mover.Move(front.PositionsOf(g), front.MovesOf(g), isFinal));
            movers.Add(mover);
        });
    }
}
