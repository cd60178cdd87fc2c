namespace Cellulus;

/// <summary>
/// What a model says about each pixel: the offset to the centre of its object (up to one constant per image) and how unsure
/// it is. Position + offset is the object-centric embedding (paper section 3). Immutable.
/// </summary>
public sealed class EmbeddingField
{
    private readonly float[] _offsets;
    private readonly float[] _uncertainty;

    /// <summary>Takes over both arrays; the caller must not write to them afterwards.</summary>
    /// <param name="offsets">Components x, y(, z) in pixels of this grid; order (component, z, y, x).</param>
    /// <param name="uncertainty">See <see cref="Uncertainty"/>.</param>
    /// <param name="shape">Extent of the grid.</param>
    /// <param name="objectDiameter">Typical diameter of an object in pixels of this grid.</param>
    /// <exception cref="ArgumentException">An array does not have the length the shape asks for.</exception>
    public EmbeddingField(float[] offsets, float[] uncertainty, ImageShape shape, double objectDiameter)
    {
        ArgumentNullException.ThrowIfNull(offsets);
        ArgumentNullException.ThrowIfNull(uncertainty);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(objectDiameter);
        int length = shape.CheckedLength();
        if (uncertainty.Length != length)
            throw new ArgumentException($"Expected {length} values, got {uncertainty.Length}.", nameof(uncertainty));
        if (offsets.Length != 2L * length && offsets.Length != 3L * length)
            throw new ArgumentException($"Expected 2 or 3 components of {length} values, got {offsets.Length}.", nameof(offsets));
        _offsets = offsets;
        _uncertainty = uncertainty;
        Shape = shape;
        Components = offsets.Length / length;
        ObjectDiameter = objectDiameter;
    }

    /// <summary>
    /// Whether the field comes from a network that has learned objects and their borders. The uncertainty is then the probability that a
    /// pixel is background. Default off.
    /// </summary>
    public bool HasBorders { get; init; }

    /// <summary>
    /// Confidence that the median object of the training images has before scaling, above 0 up to 1. Confidences are scaled so that it
    /// becomes
    /// 0.8: networks differ in how sure they are of anything. Default 0.8: nothing is scaled.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0 and up to 1.</exception>
    public double TypicalConfidence
    {
        get;
        init => field = value is > 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A typical confidence lies above 0 and is 1 at most.");
    } = EmbeddingConfidence.Typical;

    /// <summary>Bandwidth of an embedding that sees only so far, in object diameters.</summary>
    internal const double BandwidthOfEmbedding = 0.5;

    /// <summary>
    /// Radius that the embeddings of one object lie in, in object diameters, above 0 up to 1. Default a half, or a third where borders were
    /// learned, since offsets then
    /// point to centres and not only as far as the network sees; a model that has learned objects says up to a half where its offsets are
    /// rough and cells apart.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0 and up to 1.</exception>
    public double RelativeBandwidth
    {
        get => field > 0 ? field : HasBorders ? ObjectBandwidth.Least : BandwidthOfEmbedding;
        init => field = value is > 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A bandwidth lies above 0 and is 1 object diameter at most.");
    }

    /// <summary><see cref="RelativeBandwidth"/> in pixels of this grid.</summary>
    public double DefaultBandwidth => ObjectDiameter * RelativeBandwidth;

    /// <summary>All that holds for the whole field.</summary>
    internal FieldTraits Traits
    {
        get => new(HasBorders, TypicalConfidence, RelativeBandwidth);
        init => (HasBorders, TypicalConfidence, RelativeBandwidth) = (value.HasBorders, value.TypicalConfidence, value.RelativeBandwidth);
    }

    /// <summary>Extent of the grid.</summary>
    public ImageShape Shape { get; }

    /// <summary>2 for planes (x, y), 3 for volumes (x, y, z).</summary>
    public int Components { get; }

    /// <summary>Typical diameter of an object, in pixels of this grid.</summary>
    public double ObjectDiameter { get; }

    /// <summary>One component of the offsets, in pixels; order (z, y, x).</summary>
    /// <param name="component">0 = x, 1 = y, 2 = z.</param>
    public ReadOnlySpan<float> GetOffsets(int component)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(component);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(component, Components);
        return _offsets.AsSpan(component * _uncertainty.Length, _uncertainty.Length);
    }

    /// <summary>
    /// Standard deviation of the offset under noise, summed over components, in pixels; from an object network, the probability that a
    /// pixel is background. Order (z, y, x).
    /// </summary>
    public ReadOnlySpan<float> Uncertainty => _uncertainty;
}
