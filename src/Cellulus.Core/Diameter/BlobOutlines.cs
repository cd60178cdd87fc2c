using System.Runtime.Intrinsics;

namespace Cellulus;

/// <summary>
/// How large what lies around blobs is. A blob answers to the width of a long object, and several to its length; what is connected with its
/// middle and stands out
/// by a third as much or more is the whole object.
/// </summary>
internal sealed class BlobOutlines
{
    /// <summary>An object reaches no farther, in diameters of its blob.</summary>
    private const double Reach = 3;

    /// <summary>Share of the pixels within reach that are taken to be background.</summary>
    private const double BackgroundShare = 0.2;

    /// <summary>
    /// An object ends where it has this share of its contrast, in brightness. A flat one would end at half; one as thick as wide thins out
    /// towards its rim.
    /// </summary>
    private const double LevelOfBorder = 1.0 / 3;

    /// <summary>Noise would fray outlines: sigma in diameters of the blob, in whole octaves.</summary>
    private const double Smoothing = 0.05;

    private readonly float[] _values;
    private readonly ImageShape _shape;
    private readonly StageExecution _execution;
    private readonly Dictionary<int, float[]> _smooth = [];
    private readonly bool[] _taken;
    private readonly PixelSet _bright = new(), _object = new();
    private float[] _window = [];

    private BlobOutlines(float[] values, ImageShape shape, StageExecution execution) =>
        (_values, _shape, _execution, _taken) = (values, shape, execution, new bool[values.Length]);

    /// <summary>The same blobs, with outlines where there is one that looks like a whole object. No two blobs have the same.</summary>
    /// <param name="values">Where the blobs were found, bright: square roots of brightness, order (z, y, x).</param>
    /// <param name="shape">Extent.</param>
    /// <param name="blobs">Blobs, the most prominent first.</param>
    /// <param name="execution">Threads and cancellation.</param>
    public static Blob[] Add(float[] values, ImageShape shape, IReadOnlyList<Blob> blobs, StageExecution execution)
    {
        var outlines = new BlobOutlines(values, shape, execution);
        return [.. blobs.Select(blob =>
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            return blob with { Outline = outlines.Measure(blob) };
        })];
    }

    /// <summary>The values smoothed as suits a blob.</summary>
    private float[] SmoothFor(Blob blob)
    {
        int octave = (int)Math.Round(Math.Log2(blob.Diameter));
        if (!_smooth.TryGetValue(octave, out float[]? smooth))
            _smooth[octave] = smooth = GaussianFilter.Smooth<float>(_values, _shape, Smoothing * Math.Pow(2, octave), _execution);
        return smooth;
    }

    private float? Measure(Blob blob)
    {
        int x = Math.Min((int)blob.X, _shape.Width - 1), y = Math.Min((int)blob.Y, _shape.Height - 1), z = Math.Min((int)blob.Z, _shape.Depth - 1);
        GridBox box = GridBox.Empty.Including(z, y, x).Inflate((int)Math.Ceiling(Reach * blob.Diameter), _shape);
        if (_taken[_shape.IndexOf(z, y, x)])
            return null;
        Fill(SmoothFor(blob), box, (z, y, x));
        if (ReachesOut(box))
            return null;
        var fit = new EllipsoidFit();
        foreach ((int Z, int Y, int X) p in Pixels())
            fit.Add(p.X, p.Y, p.Z);
        fit.Solve(_shape.Depth > 1);
        if (!EllipsoidFit.IsWhole(fit.Agreement(Pixels().LongCount(p => fit.Contains(p.X, p.Y, p.Z)))))
            return null;
        foreach ((int Z, int Y, int X) p in Pixels())
            _taken[_shape.IndexOf(box.Z0 + p.Z, box.Y0 + p.Y, box.X0 + p.X)] = true;
        return (float)ObjectSize.Diameter(fit.Count, _shape);
    }

    /// <summary>Makes the object what is connected with a pixel and reaches the level of its border.</summary>
    private void Fill(float[] values, GridBox box, (int Z, int Y, int X) middle)
    {
        int count = (int)box.Shape.PixelCount;
        if (_window.Length < count + Vector256<float>.Count)
            _window = new float[count + Vector256<float>.Count];
        GridBox.Of(_shape).CopyTo<float>(values, box, _window);
        float background = OrderStatistics.Percentile(_window.AsSpan(0, count), BackgroundShare); // reorders
        GridBox.Of(_shape).CopyTo<float>(values, box, _window);
        _bright.SetToAtLeast(_window, BorderOf(values[_shape.IndexOf(middle.Z, middle.Y, middle.X)], background), box.Shape);
        _object.Clear(box.Shape);
        _object.Add((middle.Z - box.Z0) * box.Shape.Height + middle.Y - box.Y0, middle.X - box.X0);
        FloodFill.Fill(_bright, _object);
    }

    /// <summary>Values are square roots of brightness.</summary>
    private static float BorderOf(float middle, float background) =>
        (float)Math.Sqrt(background * background + LevelOfBorder * (middle * middle - background * background));

    /// <summary>Whether the object goes on beyond the box. What the border of the image cuts does not.</summary>
    private bool ReachesOut(GridBox box)
    {
        int height = box.Shape.Height;
        for (int row = 0; row < _object.Rows; row++)
        {
            if (!_object.TryGetEnds(row, out int first, out int last))
                continue;
            int z = box.Z0 + row / height, y = box.Y0 + row % height;
            if (IsInner(first + box.X0, box.X0, box.X1, _shape.Width) || IsInner(last + box.X0, box.X0, box.X1, _shape.Width)
                || IsInner(y, box.Y0, box.Y1, _shape.Height) || IsInner(z, box.Z0, box.Z1, _shape.Depth))
                return true;
        }
        return false;
    }

    /// <summary>Whether a position is an end of the box that is no end of the image.</summary>
    private static bool IsInner(int at, int from, int to, int length) => (at == from && from > 0) || (at == to - 1 && to < length);

    private IEnumerable<(int Z, int Y, int X)> Pixels()
    {
        int height = _object.Shape.Height;
        for (int row = 0; row < _object.Rows; row++)
            foreach (int x in _object.PixelsOf(row))
                yield return (row / height, row % height, x);
    }
}
