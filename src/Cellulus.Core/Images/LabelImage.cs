namespace Cellulus;

/// <summary>An immutable image of instance labels: 0 is background, every other value names one object.</summary>
public sealed class LabelImage
{
    private readonly int[] _labels;

    private LabelImage(int[] labels, ImageShape shape)
    {
        _labels = labels;
        Shape = shape;
    }

    /// <summary>Extent in pixels.</summary>
    public ImageShape Shape { get; }

    /// <summary>All labels, order (z, y, x).</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>The label of one pixel.</summary>
    /// <param name="z">Slice.</param>
    /// <param name="y">Row.</param>
    /// <param name="x">Column.</param>
    public int this[int z, int y, int x] => _labels[Shape.IndexOf(z, y, x)];

    /// <summary>The largest label; 0 when there is no object.</summary>
    public int MaxLabel => _maxLabel ??= System.Numerics.Tensors.TensorPrimitives.Max<int>(_labels);
    private int? _maxLabel;

    /// <summary>Copies labels.</summary>
    /// <param name="labels">Labels in the order (z, y, x); none may be negative.</param>
    /// <param name="shape">Extent.</param>
    /// <exception cref="InvalidImageException">The number of labels does not match the shape, or one is negative.</exception>
    public static LabelImage FromLabels(ReadOnlySpan<int> labels, ImageShape shape) => Adopt(labels.ToArray(), shape);

    /// <summary>An image without objects.</summary>
    /// <param name="shape">Extent.</param>
    public static LabelImage Empty(ImageShape shape) => new(new int[shape.CheckedLength()], shape);

    /// <summary>Takes over an array that nobody else writes to.</summary>
    internal static LabelImage Adopt(int[] labels, ImageShape shape)
    {
        int expected = shape.CheckedLength();
        if (labels.Length != expected)
            throw new InvalidImageException($"A label image of {shape} has {expected} labels; {labels.Length} were given.");
        if (System.Numerics.Tensors.TensorPrimitives.Min<int>(labels) < 0)
            throw new InvalidImageException("Labels must not be negative; 0 is background.");
        return new LabelImage(labels, shape);
    }
}
