namespace Cellulus;

/// <summary>Which pixels belong to objects. Immutable.</summary>
public sealed class ForegroundMask
{
    private readonly bool[] _mask;

    /// <summary>Takes over the array; the caller must not write to it afterwards.</summary>
    /// <param name="mask">True for foreground; order (z, y, x).</param>
    /// <param name="shape">Extent.</param>
    /// <exception cref="ArgumentException">The array does not have the length the shape asks for.</exception>
    public ForegroundMask(bool[] mask, ImageShape shape)
    {
        ArgumentNullException.ThrowIfNull(mask);
        int length = shape.CheckedLength();
        if (mask.Length != length)
            throw new ArgumentException($"Expected {length} values, got {mask.Length}.", nameof(mask));
        _mask = mask;
        Shape = shape;
    }

    /// <summary>Extent in pixels.</summary>
    public ImageShape Shape { get; }

    /// <summary>True for foreground; order (z, y, x).</summary>
    public ReadOnlySpan<bool> Pixels => _mask;

    /// <summary>Number of foreground pixels.</summary>
    public int Count => _count ??= _mask.AsSpan().Count(true);
    private int? _count;
}
