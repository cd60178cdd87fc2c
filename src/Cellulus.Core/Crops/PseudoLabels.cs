namespace Cellulus;

/// <summary>What is believed of an image on the network's grid: which pixels are background, which belong to which object, and which are
/// left open. Immutable.</summary>
internal sealed class PseudoLabels
{
    /// <summary>Label of a pixel of which nothing is learned.</summary>
    public const int Unknown = -1;

    private readonly int[] _labels;

    /// <summary>Takes over the array; the caller must not write to it afterwards.</summary>
    /// <param name="labels">For each pixel 0 for background, <see cref="Unknown"/>, or the number of its object; order (z, y, x).</param>
    /// <param name="shape">Extent.</param>
    /// <exception cref="ArgumentException">The array has another length than it should, or a label is below -1.</exception>
    public PseudoLabels(int[] labels, ImageShape shape)
    {
        if (labels.Length != shape.CheckedLength())
            throw new ArgumentException($"Labels of {shape} are {shape.PixelCount}; {labels.Length} were given.", nameof(labels));
        if (System.Numerics.Tensors.TensorPrimitives.Min<int>(labels) < Unknown)
            throw new ArgumentException("A label is below -1.", nameof(labels));
        MaxLabel = Math.Max(0, System.Numerics.Tensors.TensorPrimitives.Max<int>(labels));
        (_labels, Shape) = (labels, shape);
    }

    public ImageShape Shape { get; }

    /// <summary>All labels, order (z, y, x).</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>Pixels of objects.</summary>
    public long Believed => _labels.LongCount(label => label > 0);

    /// <summary>Pixels left open.</summary>
    public long Open => _labels.LongCount(label => label == Unknown);

    /// <summary>The largest number of an object; 0 when there is none.</summary>
    public int MaxLabel { get; }
}
