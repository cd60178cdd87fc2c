namespace Cellulus;

/// <summary>Turns the labels of a crop into what is asked of some of its output pixels. Buffers of one thread.</summary>
internal sealed class StarTargets
{
    /// <summary>Share of the output pixels that are asked for: the others would tell little more, and cost as much.</summary>
    public const float Density = 0.25f;

    private readonly ImageShape _crop, _output;
    private readonly (int Z, int Y, int X) _margin;
    private readonly RayDirections _directions;
    private readonly float[] _draws, _distances;
    private readonly StarTarget[] _targets;
    private int _count;

    /// <param name="crop">Extent of a crop.</param>
    /// <param name="output">Extent of the network's output.</param>
    /// <param name="directions">The rays.</param>
    public StarTargets(ImageShape crop, ImageShape output, RayDirections directions)
    {
        (_crop, _output, _directions) = (crop, output, directions);
        _margin = ObjectCropSampler.Margin(crop, output);
        _draws = new float[output.PixelCount];
        _targets = new StarTarget[output.PixelCount];
        _distances = new float[output.PixelCount * directions.Count];
    }

    public ReadOnlySpan<StarTarget> Targets => _targets.AsSpan(0, _count);

    /// <summary>Distances in pixels for each target, order (target, ray); NaN where they are not known, nothing of use for
    /// background.</summary>
    public ReadOnlySpan<float> Distances => _distances.AsSpan(0, _count * _directions.Count);

    /// <summary>Draws pixels and works out what they should say.</summary>
    /// <param name="random">Drawn from.</param>
    /// <param name="labels">Labels of the whole crop: rays run on beyond the output.</param>
    /// <param name="depthOf">How deep a pixel of an object lies in it, 0 to 1.</param>
    public void Draw(Philox random, ReadOnlySpan<int> labels, Func<int, (int Z, int Y, int X), float> depthOf)
    {
        random.Fill(_draws);
        _count = 0;
        for (int z = 0, i = 0; z < _output.Depth; z++)
            for (int y = 0; y < _output.Height; y++)
                for (int x = 0; x < _output.Width; x++, i++)
                {
                    (int Z, int Y, int X) at = (z + _margin.Z, y + _margin.Y, x + _margin.X);
                    int label = labels[_crop.IndexOf(at.Z, at.Y, at.X)];
                    if (_draws[i] >= Density || label == PseudoLabels.Unknown)
                        continue;
                    float depth = 0;
                    if (label > 0)
                    {
                        depth = depthOf(label, at);
                        RayTargets.Measure(labels, _crop, at, _directions, _distances.AsSpan(_count * _directions.Count, _directions.Count));
                    }
                    _targets[_count++] = new StarTarget(i, depth);
                }
    }
}
