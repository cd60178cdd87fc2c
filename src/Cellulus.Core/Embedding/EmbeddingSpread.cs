namespace Cellulus;

/// <summary>How far the pixels of one object lie apart, and how far their embeddings. Lengths in pixels of the field.</summary>
internal struct EmbeddingSpread
{
    private int _count;
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
                for (int x = 0; x < row.Length; x++)
                    objects[row[x]].Add(field, slices[z], rows[y], columns[x]);
            }
        }
        return objects;
    }

    private void Add(EmbeddingField field, int z, int y, int x)
    {
        int i = field.Shape.IndexOf(z, y, x);
        double ex = x + field.GetOffsets(0)[i], ey = y + field.GetOffsets(1)[i];
        double ez = z + (field.Components == 3 ? field.GetOffsets(2)[i] : 0);
        _count++;
        _uncertainty += field.Uncertainty[i];
        _position = (_position.X + x, _position.Y + y, _position.Z + z);
        _positionSquares += (double)x * x + (double)y * y + (double)z * z;
        _embedding = (_embedding.X + ex, _embedding.Y + ey, _embedding.Z + ez);
        _embeddingSquares += ex * ex + ey * ey + ez * ez;
    }

    private readonly double RootMeanSquare((double X, double Y, double Z) sum, double squares)
    {
        if (_count == 0)
            return 0;
        double x = sum.X / _count, y = sum.Y / _count, z = sum.Z / _count;
        return Math.Sqrt(Math.Max(0, squares / _count - (x * x + y * y + z * z)));
    }

    private static int[] NearestPositions(int length, int gridLength)
    {
        var positions = new int[length];
        for (int i = 0; i < length; i++)
            positions[i] = Math.Min((int)((i + 0.5) * gridLength / length), gridLength - 1);
        return positions;
    }
}
