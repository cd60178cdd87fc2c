namespace Cellulus;

/// <summary>
/// Joins parts of one cell. A cell longer than the network sees comes out in pieces, each rounder than the whole. Between the centres of two cells there are hardly
/// any embeddings; between those of two pieces of one cell they go on. And the pieces together look like a whole cell.
/// </summary>
internal sealed class PartJoiner
{
    /// <summary>Embeddings half-way between two centres, as a share of those around the centres, that make two objects one: 0.1 is common between cells, 0.9 within one.</summary>
    private const double LeastBetween = 0.3;

    private readonly ImageShape _shape;
    private readonly EmbeddingField _field;
    private readonly int[] _columns, _rows, _slices;
    private readonly List<int>?[] _parts;
    private readonly HashSet<int>[] _neighbours;

    private PartJoiner(LabelImage labels, EmbeddingField field)
    {
        (_shape, _field) = (labels.Shape, field);
        _columns = EmbeddingSpread.NearestPositions(_shape.Width, field.Shape.Width);
        _rows = EmbeddingSpread.NearestPositions(_shape.Height, field.Shape.Height);
        _slices = EmbeddingSpread.NearestPositions(_shape.Depth, field.Shape.Depth);
        _parts = new List<int>[labels.MaxLabel + 1];
        _neighbours = new HashSet<int>[_parts.Length];
        for (int i = 1; i < _parts.Length; i++)
            (_parts[i], _neighbours[i]) = ([], []);
        Gather(labels.Labels);
    }

    /// <summary>Joins what belongs together.</summary>
    /// <param name="labels">Objects; their grid may have another pixel size than the field's, over the same extent.</param>
    /// <param name="field">Embeddings they were found by.</param>
    /// <param name="cancellationToken">Checked before each pair.</param>
    /// <returns>The labels, those of joined parts with the lowest number among them, without gaps.</returns>
    public static LabelImage Join(LabelImage labels, EmbeddingField field, CancellationToken cancellationToken)
    {
        var joiner = new PartJoiner(labels, field);
        return joiner.JoinAll(cancellationToken) ? joiner.ToLabels() : labels;
    }

    private void Gather(ReadOnlySpan<int> labels)
    {
        for (int z = 0, i = 0; z < _shape.Depth; z++)
            for (int y = 0; y < _shape.Height; y++)
                for (int x = 0; x < _shape.Width; x++, i++)
                {
                    if (labels[i] == 0)
                        continue;
                    _parts[labels[i]]!.Add(i);
                    if (x + 1 < _shape.Width)
                        Touch(labels[i], labels[i + 1]);
                    if (y + 1 < _shape.Height)
                        Touch(labels[i], labels[i + _shape.Width]);
                    if (z + 1 < _shape.Depth)
                        Touch(labels[i], labels[_shape.IndexOf(z + 1, y, x)]);
                }
    }

    private void Touch(int a, int b)
    {
        if (b == 0 || a == b)
            return;
        _neighbours[a].Add(b);
        _neighbours[b].Add(a);
    }

    private bool JoinAll(CancellationToken cancellationToken)
    {
        // The best first; equals by number, so that the result does not hang on chance.
        var pairs = new PriorityQueue<(int A, int B, int Size), (double, int, int)>();
        for (int a = 1; a < _parts.Length; a++)
            foreach (int b in _neighbours[a].Where(b => b > a).Order())
                Consider(pairs, a, b, cancellationToken);
        bool any = false;
        while (pairs.TryDequeue(out (int A, int B, int Size) pair, out _))
        {
            (int a, int b, int size) = pair;
            if (_parts[a] is not { } into || _parts[b] is not { } part || into.Count + part.Count != size)
                continue; // one of them has become something else
            any = true;
            into.AddRange(part);
            _parts[b] = null;
            _neighbours[a].UnionWith(_neighbours[b]);
            _neighbours[a].ExceptWith([a, b]);
            foreach (int other in _neighbours[a].Where(o => _parts[o] is not null).Order())
            {
                _neighbours[other].Add(a);
                Consider(pairs, Math.Min(a, other), Math.Max(a, other), cancellationToken);
            }
        }
        return any;
    }

    private void Consider(PriorityQueue<(int A, int B, int Size), (double, int, int)> pairs, int a, int b, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        List<int> first = _parts[a]!, second = _parts[b]!;
        if (Between(first, second) >= LeastBetween && Agreement(first, second) is var agreement && Proposal.IsWhole(agreement))
            pairs.Enqueue((a, b, first.Count + second.Count), (-agreement, a, b));
    }

    /// <summary>Embeddings in the middle third of the way from one centre to the other, over the mean of those in as wide a band around each centre.</summary>
    private double Between(List<int> first, List<int> second)
    {
        (double X, double Y, double Z) from = Centre(first), to = Centre(second), way = (to.X - from.X, to.Y - from.Y, to.Z - from.Z);
        double square = way.X * way.X + way.Y * way.Y + way.Z * way.Z;
        int middle = 0, around = 0;
        foreach (int pixel in first.Concat(second))
        {
            (double X, double Y, double Z) e = Embedding(pixel);
            double sixths = 6 * ((e.X - from.X) * way.X + (e.Y - from.Y) * way.Y + (e.Z - from.Z) * way.Z) / square;
            middle += sixths is > 2 and < 4 ? 1 : 0;
            around += Math.Abs(sixths) < 1 || Math.Abs(sixths - 6) < 1 ? 1 : 0;
        }
        return around > 0 ? 2.0 * middle / around : 0;
    }

    private double Agreement(List<int> first, List<int> second)
    {
        var fit = new EllipsoidFit();
        foreach (int pixel in first.Concat(second))
        {
            (int x, int y, int z) = Position(pixel);
            fit.Add(x, y, z);
        }
        fit.Solve(_shape.Depth > 1);
        return fit.Agreement(first.Concat(second).LongCount(pixel => Position(pixel) is var (x, y, z) && fit.Contains(x, y, z)));
    }

    private (double X, double Y, double Z) Centre(List<int> pixels)
    {
        double x = 0, y = 0, z = 0;
        foreach (int pixel in pixels)
        {
            (double X, double Y, double Z) e = Embedding(pixel);
            (x, y, z) = (x + e.X, y + e.Y, z + e.Z);
        }
        return (x / pixels.Count, y / pixels.Count, z / pixels.Count);
    }

    private (double X, double Y, double Z) Embedding(int pixel)
    {
        (int x, int y, int z) = Position(pixel);
        (x, y, z) = (_columns[x], _rows[y], _slices[z]);
        int i = _field.Shape.IndexOf(z, y, x);
        return (x + _field.GetOffsets(0)[i], y + _field.GetOffsets(1)[i], z + (_field.Components == 3 ? _field.GetOffsets(2)[i] : 0));
    }

    private (int X, int Y, int Z) Position(int pixel)
    {
        int row = Math.DivRem(pixel, _shape.Width, out int x), z = Math.DivRem(row, _shape.Height, out int y);
        return (x, y, z);
    }

    private LabelImage ToLabels()
    {
        var labels = new int[_shape.PixelCount];
        for (int label = 1; label < _parts.Length; label++)
            foreach (int pixel in _parts[label] ?? [])
                labels[pixel] = label;
        LabelNumbering.CloseGaps(labels);
        return LabelImage.Adopt(labels, _shape);
    }
}
