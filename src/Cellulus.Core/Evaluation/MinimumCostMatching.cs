namespace Cellulus;

/// <summary>
/// Largest one-to-one matching of least cost in a sparse bipartite graph, by successive shortest augmenting paths: after k of them
/// the matching is the cheapest of k pairs. Costs are integers, so ties and rounding cannot make a path run in circles.
/// </summary>
internal sealed class MinimumCostMatching
{
    private const double CostUnit = 1L << 40;
    private const int None = -1;

    private readonly Overlap[] _overlaps;
    private readonly long[] _costs;
    private readonly int[] _rows, _columns;
    private readonly List<int>[] _edgesOfRow;
    private readonly int[] _edgeOfMatchedRow, _edgeOfMatchedColumn;

    /// <param name="overlaps">Edges between predictions (rows) and true objects (columns).</param>
    public MinimumCostMatching(Overlap[] overlaps)
    {
        _overlaps = overlaps;
        _costs = [.. overlaps.Select(o => (long)((1 - o.IoU) * CostUnit))];
        _rows = Number(overlaps.Select(o => o.Prediction), out int rows);
        _columns = Number(overlaps.Select(o => o.Truth), out int columns);
        _edgesOfRow = [.. Enumerable.Range(0, rows).Select(_ => new List<int>())];
        for (int edge = 0; edge < overlaps.Length; edge++)
            _edgesOfRow[_rows[edge]].Add(edge);
        _edgeOfMatchedRow = new int[rows];
        _edgeOfMatchedColumn = new int[columns];
        Array.Fill(_edgeOfMatchedRow, None);
        Array.Fill(_edgeOfMatchedColumn, None);
    }

    public IEnumerable<Overlap> Solve()
    {
        while (Augment()) { }
        return _edgeOfMatchedRow.Where(edge => edge != None).Select(edge => _overlaps[edge]);
    }

    /// <summary>Adds one pair along the cheapest path from a free row to a free column; false when there is none.</summary>
    private bool Augment()
    {
        int[] edgeToColumn = CheapestPaths(out long[] costOfColumn);
        int end = None;
        for (int column = 0; column < costOfColumn.Length; column++)
            if (_edgeOfMatchedColumn[column] == None && costOfColumn[column] < long.MaxValue && (end == None || costOfColumn[column] < costOfColumn[end]))
                end = column;
        if (end == None)
            return false;
        for (int column = end; column != None;)
        {
            int edge = edgeToColumn[column], row = _rows[edge], replaced = _edgeOfMatchedRow[row];
            _edgeOfMatchedRow[row] = _edgeOfMatchedColumn[column] = edge;
            column = replaced == None ? None : _columns[replaced];
        }
        return true;
    }

    /// <summary>Queue-driven Bellman-Ford from all free rows: forward over free edges, back over matched ones at negative cost.</summary>
    private int[] CheapestPaths(out long[] costOfColumn)
    {
        costOfColumn = new long[_edgeOfMatchedColumn.Length];
        Array.Fill(costOfColumn, long.MaxValue);
        int[] edgeToColumn = new int[costOfColumn.Length];
        long[] costOfRow = new long[_edgeOfMatchedRow.Length];
        var queue = new Queue<int>(Enumerable.Range(0, costOfRow.Length).Where(row => _edgeOfMatchedRow[row] == None));
        while (queue.TryDequeue(out int row))
            foreach (int edge in _edgesOfRow[row])
            {
                int column = _columns[edge];
                long cost = costOfRow[row] + _costs[edge];
                if (edge == _edgeOfMatchedRow[row] || cost >= costOfColumn[column])
                    continue;
                costOfColumn[column] = cost;
                edgeToColumn[column] = edge;
                if (_edgeOfMatchedColumn[column] is not None and var back)
                {
                    costOfRow[_rows[back]] = cost - _costs[back];
                    queue.Enqueue(_rows[back]);
                }
            }
        return edgeToColumn;
    }

    private static int[] Number(IEnumerable<int> names, out int count)
    {
        var numbers = new Dictionary<int, int>();
        int[] numbered = [.. names.Select(name => numbers.TryAdd(name, numbers.Count) ? numbers.Count - 1 : numbers[name])];
        count = numbers.Count;
        return numbered;
    }
}
