namespace Cellulus;

/// <summary>How far the pixels of one object lie apart, and how far their embeddings. Lengths in pixels of the field.</summary>
internal struct EmbeddingSpread
{
    private long _count;
    private double _uncertainty, _positionSquares, _embeddingSquares;
    private (double X, double Y, double Z) _position, _embedding;

    /// <summary>Mean uncertainty of the pixels.</summary>
    public readonly double MeanUncertainty => _count == 0 ? 0 : _uncertainty / _count;

    /// <summary>Root mean square distance of the pixels to their centroid.</summary>
    public readonly double Positions => RootMeanSquare(_position, _positionSquares);

    /// <summary>Root mean square distance of position + offset to its mean.</summary>
    public readonly double Embeddings => RootMeanSquare(_embedding, _embeddingSquares);

    /// <summary>Measures all objects; the background is at index 0.</summary>
    /// <param name="labels">Labels; their grid may have another pixel size than the field's, over the same extent.</param>
    /// <param name="field">Embeddings.</param>
    /// <param name="cancellationToken">Checked once a row.</param>
    public static EmbeddingSpread[] Measure(LabelImage labels, EmbeddingField field, CancellationToken cancellationToken)
    {
        ImageShape shape = labels.Shape, grid = field.Shape;
        var objects = new EmbeddingSpread[labels.MaxLabel + 1];
        int[] columns = NearestPositions(shape.Width, grid.Width);
        int[] rows = NearestPositions(shape.Height, grid.Height);
        int[] slices = NearestPositions(shape.Depth, grid.Depth);
        for (int z = 0; z < shape.Depth; z++)
        {
            for (int y = 0; y < shape.Height; y++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ReadOnlySpan<int> row = labels.Labels.Slice(shape.IndexOf(z, y, 0), shape.Width);
                AddRow(objects, row, columns, field, (slices[z], rows[y]), grid.IndexOf(slices[z], rows[y], 0));
            }
        }
        return objects;
    }

    /// <summary>Adds one row of labels to their objects. Sums hang on the order: rows must come in the order (z, y).</summary>
    /// <param name="objects">By label; the background is at index 0.</param>
    /// <param name="labels">The row.</param>
    /// <param name="columns">Column of the field nearest to each label.</param>
    /// <param name="field">A field that holds the nearest row.</param>
    /// <param name="place">Slice and row of the nearest row in the whole field.</param>
    /// <param name="start">Where it begins in the field given.</param>
    public static void AddRow(
        EmbeddingSpread[] objects, ReadOnlySpan<int> labels, int[] columns, EmbeddingField field, (int Z, int Y) place, int start)
    {
        ReadOnlySpan<float> dx = field.GetOffsets(0)[start..], dy = field.GetOffsets(1)[start..];
        ReadOnlySpan<float> dz = field.Components == 3 ? field.GetOffsets(2)[start..] : [], uncertainty = field.Uncertainty[start..];
        for (int x = 0; x < labels.Length; x++)
        {
            int column = columns[x];
            objects[labels[x]].Add(
                (column, place.Y, place.Z), (column + dx[column], place.Y + dy[column], place.Z + (dz.IsEmpty ? 0 : dz[column])), uncertainty[column]);
        }
    }

    /// <summary>For each position on one axis the nearest on an axis of another number of pixels over the same extent.</summary>
    public static int[] NearestPositions(int length, int gridLength)
    {
        var positions = new int[length];
        for (int i = 0; i < length; i++)
            positions[i] = Math.Min((int)((i + 0.5) * gridLength / length), gridLength - 1);
        return positions;
    }

    private void Add((int X, int Y, int Z) p, (double X, double Y, double Z) e, float uncertainty)
    {
        _count++;
        _uncertainty += uncertainty;
        _position = (_position.X + p.X, _position.Y + p.Y, _position.Z + p.Z);
        _positionSquares += (double)p.X * p.X + (double)p.Y * p.Y + (double)p.Z * p.Z;
        _embedding = (_embedding.X + e.X, _embedding.Y + e.Y, _embedding.Z + e.Z);
        _embeddingSquares += e.X * e.X + e.Y * e.Y + e.Z * e.Z;
    }

    private readonly double RootMeanSquare((double X, double Y, double Z) sum, double squares)
    {
        if (_count == 0)
            return 0;
        double x = sum.X / _count, y = sum.Y / _count, z = sum.Z / _count;
        return Math.Sqrt(Math.Max(0, squares / _count - (x * x + y * y + z * z)));
    }
}
