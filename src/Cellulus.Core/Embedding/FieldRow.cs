namespace Cellulus;

/// <summary>One row of a field, or a part of it, to be filled.</summary>
/// <param name="offsets">All offsets from the row's first pixel on.</param>
/// <param name="uncertainty">Uncertainty of the row's pixels.</param>
/// <param name="stride">Floats from one component of an offset to the next.</param>
internal readonly ref struct FieldRow(Span<float> offsets, Span<float> uncertainty, int stride)
{
    private readonly Span<float> _offsets = offsets;

    public Span<float> Uncertainty { get; } = uncertainty;

    public Span<float> Offsets(int component) => _offsets.Slice(component * stride, Uncertainty.Length);
}
