namespace Cellulus;

/// <summary>What is believed of an image on the network's grid: which pixels are background, which belong to which object, and which are left open. Immutable.</summary>
internal sealed class PseudoLabels
{
    /// <summary>Label of a pixel of which nothing is learned.</summary>
    public const int Unknown = -1;

    private readonly int[] _labels;
    private readonly float[]? _weights;

    /// <summary>Takes over both arrays; the caller must not write to them afterwards.</summary>
    /// <param name="labels">For each pixel 0 for background, <see cref="Unknown"/>, or the number of its object; order (z, y, x).</param>
    /// <param name="shape">Extent.</param>
    /// <param name="weights">How much each object counts, 0 or more, for object i at i - 1. Default: 1 for all.</param>
    /// <exception cref="ArgumentException">An array has another length than it should, a label is below -1, or a weight is negative.</exception>
    public PseudoLabels(int[] labels, ImageShape shape, float[]? weights = null)
    {
        if (labels.Length != shape.CheckedLength())
            throw new ArgumentException($"Labels of {shape} are {shape.PixelCount}; {labels.Length} were given.", nameof(labels));
        if (System.Numerics.Tensors.TensorPrimitives.Min<int>(labels) < Unknown)
            throw new ArgumentException("A label is below -1.", nameof(labels));
        MaxLabel = Math.Max(0, System.Numerics.Tensors.TensorPrimitives.Max<int>(labels));
        if (weights is not null && (weights.Length != MaxLabel || weights.Any(w => !(w >= 0 && float.IsFinite(w)))))
            throw new ArgumentException($"{MaxLabel} finite weights of 0 or more were expected.", nameof(weights));
        (_labels, _weights, Shape) = (labels, weights, shape);
    }

    public ImageShape Shape { get; }

    /// <summary>All labels, order (z, y, x).</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>The largest number of an object; 0 when there is none.</summary>
    public int MaxLabel { get; }

    /// <summary>How much an object counts.</summary>
    public float WeightOf(int label) => _weights is null ? 1 : _weights[label - 1];
}
