namespace Cellulus;

/// <summary>Moves seeds that lie close together to the means of their windows. One instance serves one thread.</summary>
internal sealed class MeanShiftMover(PointGrid grid, double bandwidth)
{
    private const double StopFraction = 1e-3;

    private readonly double _stop = StopFraction * bandwidth;
    private readonly FlatKernelWindow _window = new(grid, bandwidth);
    private readonly DistinctPositions _distinct = new();

    /// <summary>Where seeds came to their end.</summary>
    public MeanShiftTrails Trails { get; } = new();

    /// <summary>Moves positions; equal moves of neighbours are noted once.</summary>
    /// <param name="positions">Positions in one cell; reordered.</param>
    /// <param name="moves">Takes where those that are not at their end move to.</param>
    /// <param name="isFinal">Whether this is the last move of all.</param>
    /// <returns>The number of moves.</returns>
    public int Move(Span<EmbeddedPosition> positions, Span<MeanShiftMove> moves, bool isFinal)
    {
        positions = positions[.._distinct.Compact(positions)];
        (EmbeddedPosition centre, double spread) = Enclose(positions);
        _window.Load(centre, spread);
        int count = 0;
        bool hasEnd = false, hasMove = false;
        bool isShared = _window.IsShared;
        WindowSum own = _window.SumAt(centre), sum = default;
        EmbeddedPosition target = default;
        foreach (EmbeddedPosition p in positions)
        {
            if (!isShared)
                own = _window.SumAt(p);
            if (own.Count == 0)
                continue;
            if (own != sum)
            {
                sum = own;
                target = grid.Mean(sum);
                hasEnd = hasMove = false;
            }
            bool isEnd = isFinal || Math.Sqrt(target.SquaredDistanceTo(p)) < _stop;
            if (isEnd && !hasEnd)
                Trails.AddEnd(target, sum.Count);
            if (!isEnd && !hasMove)
                moves[count++] = new MeanShiftMove(target, grid.CellOf(target));
            hasEnd |= isEnd;
            hasMove |= !isEnd;
        }
        return count;
    }

    /// <summary>The middle of some positions and the radius of a ball around it that holds them.</summary>
    private static (EmbeddedPosition Centre, double Spread) Enclose(ReadOnlySpan<EmbeddedPosition> positions)
    {
        EmbeddedPosition low = positions[0], high = low;
        foreach (EmbeddedPosition p in positions)
        {
            low = new(double.MinNative(low.X, p.X), double.MinNative(low.Y, p.Y), double.MinNative(low.Z, p.Z));
            high = new(double.MaxNative(high.X, p.X), double.MaxNative(high.Y, p.Y), double.MaxNative(high.Z, p.Z));
        }
        return (new((low.X + high.X) / 2, (low.Y + high.Y) / 2, (low.Z + high.Z) / 2), Math.Sqrt(low.SquaredDistanceTo(high)) / 2);
    }
}
