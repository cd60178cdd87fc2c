namespace Cellulus;

/// <summary>
/// The embedding of a whole image in scratch files, read region by region. Foreground is where the uncertainty lies below one threshold.
/// </summary>
/// <param name="tiles">Offsets x, y(, z), then the uncertainty.</param>
/// <param name="objectDiameter">Typical diameter of an object in px of the field.</param>
/// <param name="traits">What holds for all of it.</param>
internal sealed class StreamedField(TileStore<float> tiles, double objectDiameter, FieldTraits traits)
{
    /// <summary>Foreground is below it; nothing is until it is known.</summary>
    public double Threshold { get; init; } = double.NegativeInfinity;

    /// <summary>The same field with the threshold known.</summary>
    public StreamedField With(double threshold) => new(tiles, objectDiameter, traits) { Threshold = threshold };

    public ImageShape Shape => tiles.Grid.Shape;

    /// <summary>How the field is cut.</summary>
    public BoxGrid Grid => tiles.Grid;

    public int Components => Shape.Rank;

    public double ObjectDiameter => objectDiameter;

    public bool HasBorders => traits.HasBorders;

    /// <inheritdoc cref="EmbeddingField.TypicalConfidence"/>
    public double TypicalConfidence => traits.TypicalConfidence;

    /// <inheritdoc cref="EmbeddingField.DefaultBandwidth"/>
    public double DefaultBandwidth => objectDiameter * traits.RelativeBandwidth;

    /// <summary>All uncertainties.</summary>
    public IValueScan Uncertainty => new UncertaintyScan(tiles);

    public EmbeddingField Read(GridBox box)
    {
        int length = box.Shape.CheckedLength();
        float[] offsets = new float[Components * length];
        for (int c = 0; c < Components; c++)
            tiles.Read(box, c, offsets.AsSpan(c * length, length));
        return new EmbeddingField(offsets, ReadUncertainty(box), box.Shape, objectDiameter) { Traits = traits };
    }

    public float[] ReadUncertainty(GridBox box)
    {
        float[] uncertainty = new float[box.Shape.CheckedLength()];
        tiles.Read(box, Components, uncertainty);
        return uncertainty;
    }

    /// <summary>Indices within a region of its foreground, rising.</summary>
    public int[] Foreground(EmbeddingField region)
    {
        ReadOnlySpan<float> uncertainty = region.Uncertainty;
        var pixels = new List<int>(uncertainty.Length / 2);
        for (int i = 0; i < uncertainty.Length; i++)
            if (uncertainty[i] < Threshold)
                pixels.Add(i);
        return [.. pixels];
    }

    private sealed class UncertaintyScan(TileStore<float> tiles) : IValueScan
    {
        public void Visit(ValueVisitor visitor, CancellationToken cancellationToken)
        {
            for (int tile = 0; tile < tiles.Grid.Count; tile++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                GridBox box = tiles.Grid[tile];
                var values = new float[box.Shape.PixelCount];
                tiles.Read(box, tiles.Grid.Shape.Rank, values);
                visitor(values);
            }
        }
    }
}
