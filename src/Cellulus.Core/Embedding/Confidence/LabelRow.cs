namespace Cellulus;

/// <summary>Does something with a row.</summary>
internal delegate void LabelRowVisitor(in LabelRow row);

/// <summary>A row of labels, and what the network says there. Its grid may have another pixel size, over the same extent.</summary>
internal readonly ref struct LabelRow
{
    private readonly int[] _columns;
    private readonly (int Z, int Y) _place;
    private readonly ReadOnlySpan<float> _dx, _dy, _dz, _uncertainty;

    /// <param name="labels">The row.</param>
    /// <param name="at">Slice and row of it.</param>
    /// <param name="columns">Column of the field nearest to each label.</param>
    /// <param name="field">A field that holds the nearest row.</param>
    /// <param name="place">Slice and row of the nearest row in the whole field.</param>
    /// <param name="start">Where it begins in the field given.</param>
    public LabelRow(ReadOnlySpan<int> labels, (int Z, int Y) at, int[] columns, EmbeddingField field, (int Z, int Y) place, int start)
    {
        Labels = labels;
        (At, _columns, _place) = (at, columns, place);
        _uncertainty = field.Uncertainty[start..];
        _dx = field.GetOffsets(0)[start..];
        _dy = field.GetOffsets(1)[start..];
        _dz = field.Components == 3 ? field.GetOffsets(2)[start..] : [];
    }

    /// <summary>The labels.</summary>
    public ReadOnlySpan<int> Labels { get; }

    /// <summary>The labels of the row above in the slice; empty in the first.</summary>
    public ReadOnlySpan<int> Above { get; init; }

    /// <summary>The labels of the same row in the slice before; empty in the first, and where nobody asked for them.</summary>
    public ReadOnlySpan<int> Before { get; init; }

    /// <summary>Slice and row.</summary>
    public (int Z, int Y) At { get; }

    /// <summary>Where a pixel lies on the network's grid.</summary>
    public (int X, int Y, int Z) Position(int x) => (_columns[x], _place.Y, _place.Z);

    /// <summary>Embedding of a pixel: its position there and the offset.</summary>
    public (double X, double Y, double Z) Embedding(int x)
    {
        int column = _columns[x];
        return (column + _dx[column], _place.Y + _dy[column], _place.Z + (_dz.IsEmpty ? 0 : _dz[column]));
    }

    /// <summary>Uncertainty of a pixel.</summary>
    public float Uncertainty(int x) => _uncertainty[_columns[x]];
}
