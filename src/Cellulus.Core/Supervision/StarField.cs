using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// What a star-convex network says of each pixel, gathered tile by tile: whether it lies in an object, and where the centre of the object is to which
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
    {
        (_directions, _unit, _shape) = (directions, (float)unit, shape);
        _logits = new float[shape.CheckedLength()];
        _offsets = new float[directions.Rank * _logits.Length];
    }

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

    /// <summary>Logit of whether a pixel lies in an object.</summary>
    public MicroscopyImage Foreground => MicroscopyImage.Adopt(_logits, _shape, 1);

    /// <summary>All of it as embeddings.</summary>
    /// <param name="objectDiameter">Typical object diameter in pixels of the grid.</param>
    /// <param name="typicalConfidence">See <see cref="EmbeddingField.TypicalConfidence"/>.</param>
    public EmbeddingField ToEmbedding(double objectDiameter, double typicalConfidence) =>
        new(_offsets, Array.ConvertAll(_logits, logit => (float)(1 / (1 + DeterministicMath.Exp(logit)))), _shape, objectDiameter)
        {
            HasBorders = true, TypicalConfidence = typicalConfidence,
        };
}
