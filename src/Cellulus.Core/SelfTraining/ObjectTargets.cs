namespace Cellulus;

/// <summary>Turns the labels of a crop into what is asked of some of its output pixels. Buffers of one thread.</summary>
internal sealed class ObjectTargets
{
    /// <summary>Share of the output pixels that are asked for: the others would tell little more, and cost as much.</summary>
    public const float Density = 0.25f;

    /// <summary>Where two objects meet, a few pixels decide whether they stay two: their offsets count more.</summary>
    private const float TouchWeight = 3;

    private const int TouchDistance = 2;

    private readonly ImageShape _output;
    private readonly (int Z, int Y, int X) _margin;
    private readonly double _unit;
    private readonly float[] _draws;
    private readonly ObjectTarget[] _targets;
    private int _count;

    /// <param name="crop">Extent of a crop.</param>
    /// <param name="output">Extent of the network's output.</param>
    /// <param name="unit">Pixels of an offset of 1.</param>
    public ObjectTargets(ImageShape crop, ImageShape output, double unit)
    {
        (_output, _unit) = (output, unit);
        _margin = ObjectCropSampler.Margin(crop, output);
        _draws = new float[output.PixelCount];
        _targets = new ObjectTarget[output.PixelCount];
    }

    /// <summary>Extent of the labels, and of what the network says of a crop.</summary>
    public ImageShape Output => _output;

    public ReadOnlySpan<ObjectTarget> Targets => _targets.AsSpan(0, _count);

    /// <summary>Draws pixels and works out what they should say.</summary>
    public void Draw(Philox random, ReadOnlySpan<int> labels, CropCentres centres)
    {
        random.Fill(_draws);
        _count = 0;
        for (int z = 0, i = 0; z < _output.Depth; z++)
            for (int y = 0; y < _output.Height; y++)
                for (int x = 0; x < _output.Width; x++, i++)
                    if (_draws[i] < Density && labels[i] != PseudoLabels.Unknown)
                        _targets[_count++] = labels[i] == 0
                            ? new ObjectTarget(i, IsObject: false, Weight: 1)
                            : TargetOf(labels, centres, (z, y, x), i);
    }

    private ObjectTarget TargetOf(ReadOnlySpan<int> labels, CropCentres centres, (int Z, int Y, int X) at, int pixel)
    {
        PixelPosition centre = centres.Of(labels[pixel]);
        var offset = new PixelPosition(
            (centre.X - at.X - _margin.X) / _unit, (centre.Y - at.Y - _margin.Y) / _unit, (centre.Z - at.Z - _margin.Z) / _unit);
        return new ObjectTarget(pixel, IsObject: true, Weight: 1, offset, Touches(labels, at, labels[pixel]) ? TouchWeight : 1);
    }

    private bool Touches(ReadOnlySpan<int> labels, (int Z, int Y, int X) at, int label)
    {
        for (int step = -TouchDistance; step <= TouchDistance; step += 2 * TouchDistance)
            if (IsOther(labels, at.Z, at.Y, at.X + step, label) || IsOther(labels, at.Z, at.Y + step, at.X, label) || IsOther(labels, at.Z + step, at.Y, at.X, label))
                return true;
        return false;
    }

    private bool IsOther(ReadOnlySpan<int> labels, int z, int y, int x, int label) =>
        (uint)z < (uint)_output.Depth && (uint)y < (uint)_output.Height && (uint)x < (uint)_output.Width
        && labels[_output.IndexOf(z, y, x)] is var other && other > 0 && other != label;
}
