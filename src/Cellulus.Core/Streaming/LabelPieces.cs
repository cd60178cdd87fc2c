namespace Cellulus;

/// <summary>
/// Connected pieces of equal labels of an image that is larger than memory, corners connecting; found row by row. Pieces get provisional
/// numbers in the order of their pixels; those that turn out to be one are joined under the lowest.
/// </summary>
internal sealed class LabelPieces
{
    private readonly List<int> _parents = [0], _labels = [0], _sizes = [0];
    private readonly List<GridBox> _boxes = [GridBox.Empty];

    private LabelPieces(TileStore<int> strips) => Strips = strips;

    /// <summary>Provisional number of each pixel.</summary>
    public TileStore<int> Strips { get; }

    /// <summary>Provisional numbers, 0 for the background among them.</summary>
    public int Count => _parents.Count;

    /// <summary>Finds the pieces.</summary>
    /// <param name="strips">Whole rows, a few at a time.</param>
    /// <param name="scratch">Takes the numbers.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="name">What the scratch files are called.</param>
    /// <param name="execution">Threads, progress, cancellation.</param>
    public static LabelPieces Find(BoxGrid strips, ScratchFolder scratch, ILabelReader labels, string name, StageExecution execution)
    {
        var pieces = new LabelPieces(new TileStore<int>(scratch, name, strips));
        var rows = new PieceRows(labels.Shape);
        for (int strip = 0; strip < strips.Count; strip++)
        {
            GridBox box = strips[strip];
            int[] values = labels.Read(box, execution), numbers = new int[values.Length];
            int width = box.Shape.Width;
            for (int row = 0; row < box.Rows; row++)
            {
                execution.CancellationToken.ThrowIfCancellationRequested();
                pieces.AddRow(rows, box.Z0, box.Y0 + row, values.AsSpan(row * width, width), numbers.AsSpan(row * width, width));
            }
            if (!pieces.Strips.Has(strip))
                pieces.Strips.Write(strip, numbers);
            execution.Progress?.Report((strip + 1.0) / strips.Count);
        }
        pieces.Join();
        return pieces;
    }

    /// <summary>The lowest number of the piece that a provisional number belongs to; itself for the first of a piece.</summary>
    public int RootOf(int number) => _parents[number];

    /// <summary>Label of the pixels of a piece.</summary>
    public int LabelOf(int root) => _labels[root];

    /// <summary>Pixels of a piece.</summary>
    public int SizeOf(int root) => _sizes[root];

    /// <summary>Box around a piece.</summary>
    public GridBox BoxOf(int root) => _boxes[root];

    private void AddRow(PieceRows rows, int z, int y, ReadOnlySpan<int> labels, Span<int> numbers)
    {
        rows.Before(z, y, out int count);
        for (int x = 0; x < labels.Length; x++)
        {
            int label = labels[x];
            if (label == 0)
                continue;
            int piece = x > 0 && labels[x - 1] == label ? numbers[x - 1] : 0;
            int first = Math.Max(0, x - 1), last = Math.Min(labels.Length - 1, x + 1);
            for (int k = 0; k < count; k++)
            {
                (int[] earlierLabels, int[] earlierNumbers) = rows[k];
                for (int i = first; i <= last; i++)
                    if (earlierLabels[i] == label)
                        piece = piece == 0 ? earlierNumbers[i] : Join(piece, earlierNumbers[i]);
            }
            numbers[x] = piece == 0 ? piece = Begin(label) : piece;
            _sizes[piece]++;
            _boxes[piece] = _boxes[piece].Including(z, y, x);
        }
        rows.Keep(z, y, labels, numbers);
    }

    private int Begin(int label)
    {
        _parents.Add(_parents.Count);
        _labels.Add(label);
        _sizes.Add(0);
        _boxes.Add(GridBox.Empty);
        return _parents.Count - 1;
    }

    private int Join(int a, int b)
    {
        if (a == b)
            return a;
        a = Find(a);
        b = Find(b);
        int low = Math.Min(a, b);
        _parents[Math.Max(a, b)] = low;
        return low;
    }

    private int Find(int i)
    {
        while (_parents[i] != i)
            i = _parents[i] = _parents[_parents[i]];
        return i;
    }

    /// <summary>Points every number at its root, and adds up what belongs together. A root is lower than what it roots.</summary>
    private void Join()
    {
        for (int i = 1; i < Count; i++)
        {
            int root = _parents[i] = _parents[_parents[i]];
            if (root == i)
                continue;
            _sizes[root] += _sizes[i];
            _boxes[root] = _boxes[root].Union(_boxes[i]);
        }
    }
}
