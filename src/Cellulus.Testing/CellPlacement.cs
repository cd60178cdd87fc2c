using System.Numerics;

namespace Cellulus.Testing;

/// <summary>Sets cells into a scene, one after the other: at a free place or in touch with a cell already there. None overlap.</summary>
internal sealed class CellPlacement
{
    private const int Attempts = 60;
    private const float Step = 0.5f;

    private readonly CellSceneOptions _options;
    private readonly Philox _random;
    private readonly List<Vector3> _centres = [];

    public CellPlacement(CellSceneOptions options)
    {
        _options = options;
        _random = new Philox(options.Seed, SceneStreams.Placement);
        Labels = new int[options.Shape.CheckedLength()];
        RelativeRadii = new float[Labels.Length];
        for (int cell = 0; cell < options.Cells; cell++)
            TryPlace(new CellShape(_random, options));
    }

    /// <summary>Cells 1 to n; order (z, y, x).</summary>
    public int[] Labels { get; }

    /// <summary>Place of each cell pixel between centre (0) and outline (1); order (z, y, x).</summary>
    public float[] RelativeRadii { get; }

    /// <summary>Cells placed.</summary>
    public int Count => _centres.Count;

    private void TryPlace(CellShape shape)
    {
        bool touching = _centres.Count > 0 && _random.NextDouble() < _options.TouchingShare;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            Vector3? place = touching ? BesideAnother(shape) : Anywhere();
            if (place is { } centre && IsFree(shape, centre))
            {
                _centres.Add(centre);
                Paint(shape, centre, _centres.Count);
                return;
            }
        }
    }

    private Vector3 Anywhere() => new(
        _random.NextSingle() * (_options.Shape.Width - 1),
        _random.NextSingle() * (_options.Shape.Height - 1),
        _random.NextSingle() * (_options.Shape.Depth - 1));

    /// <summary>The first free place on the way out of a random cell; null when it lies outside of the scene.</summary>
    private Vector3? BesideAnother(CellShape shape)
    {
        Vector3 centre = _centres[_random.NextInt(_centres.Count)];
        Vector3 direction = CellShape.Direction(_random, _options.Shape.Rank);
        for (float way = (float)_options.Diameter / 4; way < 3 * _options.Diameter; way += Step)
        {
            Vector3 place = centre + way * direction;
            if (!Inside(place))
                return null;
            if (IsFree(shape, place))
                return place;
        }
        return null;
    }

    private bool Inside(Vector3 place) =>
        place is { X: >= 0, Y: >= 0, Z: >= 0 } && place.X <= _options.Shape.Width - 1 && place.Y <= _options.Shape.Height - 1 && place.Z <= _options.Shape.Depth - 1;

    private bool IsFree(CellShape shape, Vector3 centre)
    {
        foreach ((int pixel, Vector3 offset) in PixelsAround(shape, centre))
            if (Labels[pixel] != 0 && shape.RelativeRadius(offset) <= 1)
                return false;
        return true;
    }

    private void Paint(CellShape shape, Vector3 centre, int label)
    {
        foreach ((int pixel, Vector3 offset) in PixelsAround(shape, centre))
            if (shape.RelativeRadius(offset) is <= 1 and var radius)
                (Labels[pixel], RelativeRadii[pixel]) = (label, radius);
    }

    private IEnumerable<(int Pixel, Vector3 Offset)> PixelsAround(CellShape shape, Vector3 centre)
    {
        ImageShape scene = _options.Shape;
        (int x0, int x1) = Range(centre.X, shape.Reach, scene.Width);
        (int y0, int y1) = Range(centre.Y, shape.Reach, scene.Height);
        (int z0, int z1) = Range(centre.Z, shape.Reach, scene.Depth);
        for (int z = z0; z <= z1; z++)
            for (int y = y0; y <= y1; y++)
                for (int x = x0; x <= x1; x++)
                    yield return (scene.IndexOf(z, y, x), new Vector3(x, y, z) - centre);
    }

    private static (int, int) Range(float centre, int reach, int extent) =>
        (Math.Max(0, (int)centre - reach), Math.Min(extent - 1, (int)centre + reach + 1));
}
