using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// What a star-convex network says of each pixel, gathered tile by tile: whether it lies in an object, and where the centre of the object
/// is to which
/// its distances belong. So objects of a detector are judged by the same evidence as those of an embedding.
/// </summary>
internal sealed class StarField
{
    private readonly RayDirections _directions;
    private readonly float _unit;
    private readonly ImageShape _shape;
    private readonly float[] _logits, _offsets;

    /// <param name="directions">The rays.</param>
    /// <param name="unit">Pixels of a distance of 1.</param>
    /// <param name="shape">Grid.</param>
    public StarField(RayDirections directions, double unit, ImageShape shape)
        : this(directions, unit, shape, new float[shape.CheckedLength()], new float[directions.Rank * shape.CheckedLength()])
    {
    }

    /// <summary>Takes over what is known already.</summary>
    /// <param name="directions">The rays.</param>
    /// <param name="unit">Pixels of a distance of 1.</param>
    /// <param name="shape">Grid.</param>
    /// <param name="logits">See <see cref="Foreground"/>.</param>
    /// <param name="offsets">To the centres of the objects in pixels, order (component, z, y, x).</param>
    internal StarField(RayDirections directions, double unit, ImageShape shape, float[] logits, float[] offsets) =>
        (_directions, _unit, _shape, _logits, _offsets) = (directions, (float)unit, shape, logits, offsets);

    /// <summary>Takes what the network says of a tile; tiles may come on several threads at once.</summary>
    /// <param name="inside">The part of the grid that the tile covers.</param>
    /// <param name="output">What is said there: <see cref="StarOutputs"/>.</param>
    public void Add(GridBox inside, FeatureMap output)
    {
        ImageShape size = inside.Shape;
        for (int z = 0; z < size.Depth; z++)
            for (int y = 0; y < size.Height; y++)
                AddRow(output.Row(z, y), output.Channels, (int)_shape.IndexOf(inside.Z0 + z, inside.Y0 + y, inside.X0), size.Width);
    }

    private void AddRow(ReadOnlySpan<float> row, int channels, int start, int width)
    {
        for (int x = 0; x < width; x++)
        {
            ReadOnlySpan<float> said = row.Slice(x * channels, channels), distances = said.Slice(StarOutputs.FirstRay, _directions.Count);
            _logits[start + x] = said[StarOutputs.Foreground];
            for (int c = 0; c < _directions.Rank; c++)
                _offsets[c * _logits.Length + start + x] = _unit * Sum(distances, _directions.CentreWeightsOf(c));
        }
    }

    // In this order whatever the processor: a sum of vectors would hang on their width.
    private static float Sum(ReadOnlySpan<float> distances, ReadOnlySpan<float> weights)
    {
        float sum = 0;
        for (int ray = 0; ray < weights.Length; ray++)
            sum += distances[ray] * weights[ray];
        return sum;
    }

    /// <summary>Whether a pixel lies in an object, more likely than not.</summary>
    public bool IsObject(int z, int y, int x) => _logits[_shape.IndexOf(z, y, x)] > 0;

    /// <summary>Centre of the object that a pixel says it lies in.</summary>
    public PixelPosition CentreAt(int z, int y, int x)
    {
        int at = (int)_shape.IndexOf(z, y, x), length = _logits.Length;
        return new PixelPosition(x + _offsets[at], y + _offsets[length + at], _directions.Rank == 3 ? z + _offsets[2 * length + at] : z);
    }

    /// <summary>Logit of whether a pixel lies in an object, checked each time: asked for once, when all tiles are in.</summary>
    /// <exception cref="InvalidImageException">A value is not finite.</exception>
    public MicroscopyImage Foreground => MicroscopyImage.Adopt(_logits, _shape, 1);

    /// <summary>Mean probability of lying in an object that some pixels have; those where it is below one half do not count, since they are
    /// not drawn.</summary>
    public double MeanInside(StarPixels pixels)
    {
        double sum = 0;
        int count = 0;
        foreach ((int z, int y, int x) in pixels)
            if (_logits[_shape.IndexOf(z, y, x)] is > 0 and var logit)
                (sum, count) = (sum + 1 / (1 + DeterministicMath.Exp(-logit)), count + 1);
        return sum / Math.Max(1, count);
    }

    /// <summary>All of it as embeddings.</summary>
    /// <param name="objectDiameter">Typical object diameter in pixels of the grid.</param>
    /// <param name="typicalConfidence">See <see cref="EmbeddingField.TypicalConfidence"/>.</param>
    public EmbeddingField ToEmbedding(double objectDiameter, double typicalConfidence) =>
        new(_offsets, Array.ConvertAll(_logits, logit => (float)(1 / (1 + DeterministicMath.Exp(logit)))), _shape, objectDiameter)
        {
            HasBorders = true, TypicalConfidence = typicalConfidence,
        };
}
