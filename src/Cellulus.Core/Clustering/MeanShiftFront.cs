namespace Cellulus;

/// <summary>
/// Where the seeds of mean-shift are between two moves. The positions in one cell of the grid lie side by side and form a group.
/// Whoever moves a group notes the moves, at most one a position, in the slots of the group.
/// </summary>
internal sealed class MeanShiftFront
{
    private readonly EmbeddedPosition[] _positions;
    private readonly MeanShiftMove[] _moves;
    private readonly int[] _moveCounts;
    private readonly int[] _starts;
    private readonly int[] _cells;

    /// <summary>Of each cell how many positions are to come into it, then the place of the next one. All 0 between two calls.</summary>
    private readonly int[] _places;

    /// <summary>Gathers seeds.</summary>
    /// <param name="grid">Points.</param>
    /// <param name="seeds">Where to begin.</param>
    public MeanShiftFront(PointGrid grid, EmbeddedPoints seeds)
    {
        int cells = grid.Start.Length - 1, groups = Math.Max(1, Math.Min(seeds.Count, cells));
        _positions = new EmbeddedPosition[seeds.Count];
        _moves = new MeanShiftMove[seeds.Count];
        (_moveCounts, _starts, _cells) = (new int[groups], new int[groups + 1], new int[groups]);
        _places = new int[cells];
        for (int i = 0; i < _moves.Length; i++)
            _moves[i] = new MeanShiftMove(seeds[i], grid.CellOf(seeds[i]));
        (GroupCount, _moveCounts[0], _starts[1]) = (1, seeds.Count, seeds.Count);
        Advance();
    }

    public int GroupCount { get; private set; }

    public Span<EmbeddedPosition> PositionsOf(int group) => _positions.AsSpan(_starts[group].._starts[group + 1]);

    /// <summary>Slots for as many moves as there are positions.</summary>
    public Span<MeanShiftMove> MovesOf(int group) => _moves.AsSpan(_starts[group].._starts[group + 1]);

    public void SetMoveCount(int group, int count) => _moveCounts[group] = count;

    /// <summary>Sorts out moves: takes those away that <paramref name="isTaken"/> takes.</summary>
    public void Remove(Predicate<EmbeddedPosition> isTaken)
    {
        for (int g = 0; g < GroupCount; g++)
        {
            Span<MeanShiftMove> moves = MovesOf(g)[.._moveCounts[g]];
            int kept = 0;
            foreach (MeanShiftMove move in moves)
                if (!isTaken(move.Target))
                    moves[kept++] = move;
            _moveCounts[g] = kept;
        }
    }

    /// <summary>Makes the moves the new positions. Cells are numbered as they are met: neighbours stay close, and only cells in use are
    /// touched.</summary>
    public void Advance()
    {
        int used = 0;
        for (int g = 0; g < GroupCount; g++)
            foreach (ref readonly MeanShiftMove move in MovesOf(g)[.._moveCounts[g]])
                if (_places[move.Cell]++ == 0)
                    _cells[used++] = move.Cell;
        // The starts are those of the moves until all have been taken from there.
        int start = 0;
        foreach (int cell in _cells.AsSpan(0, used))
            (start, _places[cell]) = (start + _places[cell], start);
        for (int g = 0; g < GroupCount; g++)
            foreach (ref readonly MeanShiftMove move in MovesOf(g)[.._moveCounts[g]])
                _positions[_places[move.Cell]++] = move.Target;
        for (int u = 0; u < used; u++)
            (_starts[u + 1], _places[_cells[u]]) = (_places[_cells[u]], 0);
        GroupCount = used;
    }
}
