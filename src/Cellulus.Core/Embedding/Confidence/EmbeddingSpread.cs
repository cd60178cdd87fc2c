namespace Cellulus;

/// <summary>How far the pixels of one object lie apart, and how far their embeddings. Lengths in pixels of the field.</summary>
internal struct EmbeddingSpread
{
    private long _count;
    private double _uncertainty, _positionSquares, _embeddingSquares;
    private (double X, double Y, double Z) _position, _embedding;

    /// <summary>Mean of the embeddings; of a pixel at least.</summary>
    public readonly (double X, double Y, double Z) EmbeddingCentre => (_embedding.X / _count, _embedding.Y / _count, _embedding.Z / _count);

    /// <summary>Mean uncertainty of the pixels.</summary>
    public readonly double MeanUncertainty => _count == 0 ? 0 : _uncertainty / _count;

    /// <summary>Root mean square distance of the pixels to their centroid.</summary>
    public readonly double Positions => RootMeanSquare(_position, _positionSquares);

    /// <summary>Root mean square distance of position + offset to its mean.</summary>
    public readonly double Embeddings => RootMeanSquare(_embedding, _embeddingSquares);

    /// <summary>For each position on one axis the nearest on an axis of another number of pixels over the same extent.</summary>
    public static int[] NearestPositions(int length, int gridLength)
    {
        var positions = new int[length];
        for (int i = 0; i < length; i++)
            positions[i] = Math.Min((int)((i + 0.5) * gridLength / length), gridLength - 1);
        return positions;
    }

    /// <summary>Adds a pixel.</summary>
    /// <param name="p">Its position.</param>
    /// <param name="e">Its embedding.</param>
    /// <param name="uncertainty">Its uncertainty.</param>
    public void Add((int X, int Y, int Z) p, (double X, double Y, double Z) e, float uncertainty)
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
