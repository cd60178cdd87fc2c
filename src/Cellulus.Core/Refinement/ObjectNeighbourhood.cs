using System.Runtime.Intrinsics;

namespace Cellulus;

/// <summary>An object and what lies around it, cut out of the image. One instance serves one thread and many objects in turn.</summary>
internal sealed class ObjectNeighbourhood(ContrastScene scene)
{
    /// <summary>The level of an object is this percentile of its core.</summary>
    private const double CorePercentile = 0.75;

    /// <summary>A hull that is larger by less only rounds a border off; one that is larger by more closes the bay of a bent
    /// object.</summary>
    private const double LeastGain = 1.05, MostGain = 1.4;

    private static readonly StageExecution Here = new() { MaxDegreeOfParallelism = 1 };

    private GridBox _box;
    private int _count;
    private int[] _owner = [], _distance = [], _depth = [];
    private float[] _intensity = [], _fine = [], _coarse = [], _scratch = [];
    private bool[] _mask = [];
    private GridBox _objectBox;
    private int _label;
    private double _margin;
    private readonly PixelSet _core = new(), _own = new(), _reachable = new(), _open = new(), _rest = new(), _bright = new();
    private PixelSet _cut = new(), _piece = new();

    private ImageShape Shape => _box.Shape;

    /// <summary>2 for planes, 3 for volumes.</summary>
    public int Rank => scene.Shape.Rank;

    /// <summary>Takes an object and what lies within a margin of its bounding box, or beyond if that is there already: it changes
    /// nothing.</summary>
    public void Load(GridBox box, int label, double margin)
    {
        if (_label == label && _objectBox == box && margin <= _margin)
            return;
        _box = box.Inflate((int)Math.Ceiling(margin) + 1, scene.Shape);
        (_objectBox, _label, _margin) = (box, label, margin);
        _count = (int)Shape.PixelCount;
        EnsureSize();
        int width = Shape.Width;
        for (int row = 0; row < _box.Rows; row++)
        {
            int from = _box.RowStart(row, scene.Shape), to = row * width;
            scene.Labels.AsSpan(from, width).CopyTo(_owner.AsSpan(to));
            scene.Intensity.AsSpan(from, width).CopyTo(_fine.AsSpan(to));
            scene.Coarse.AsSpan(from, width).CopyTo(_coarse.AsSpan(to));
        }
        Span<bool> mask = _mask.AsSpan(0, _count);
        for (int i = 0; i < _count; i++)
            mask[i] = _owner[i] != label;
        DistanceTransform.SquaredToFalse(mask, _distance, Shape, Here);
        _intensity = _fine;
    }

    /// <summary>From here on the object is looked at in the smoother image.</summary>
    public void LookCoarsely() => _intensity = _coarse;

    /// <summary>How well the cut object agrees with the ellipse (ellipsoid) of the same moments, 0 to 1.</summary>
    public double Roundness()
    {
        var fit = new EllipsoidFit();
        for (int row = 0; row < _box.Rows; row++)
            foreach (int x in _cut.PixelsOf(row))
                fit.Add(x, row % Shape.Height, row / Shape.Height);
        if (fit.Count == 0)
            return 0;
        fit.Solve(Shape.Depth > 1);
        long within = 0;
        for (int row = 0; row < _box.Rows; row++)
            foreach (int x in _cut.PixelsOf(row))
                if (fit.Contains(x, row % Shape.Height, row / Shape.Height))
                    within++;
        return fit.Agreement(within);
    }

    /// <summary>Intersection over union of the cut object and the object as it came.</summary>
    public double OverlapWithOwn()
    {
        _rest.SetToIntersection(_cut, _own);
        int both = _rest.Count();
        return (double)both / (_cut.Count() + _own.Count() - both);
    }

    /// <summary>Makes the object what it came as. Asks for <see cref="CoreLevel"/> to be called before.</summary>
    public void TakeOwn() => _cut.SetToIntersection(_own, _own);

    /// <summary>Makes the object its convex hull, as far as no other object is there, if that is clearly more and looks like a whole
    /// cell.</summary>
    public void FillDents()
    {
        _piece.SetToIntersection(_cut, _cut);
        ConvexHull.Fill(_piece);
        _piece.IntersectWith(_open);
        double gain = (double)_piece.Count() / _cut.Count();
        (_cut, _piece) = (_piece, _cut);
        if (gain is < LeastGain or > MostGain || !EllipsoidFit.IsWhole(Roundness()))
            (_cut, _piece) = (_piece, _cut);
    }

    /// <summary>Intensity of the core: the pixels at least half as deep inside the object as the deepest one.</summary>
    public double CoreLevel()
    {
        FindReachable();
        // The nearest pixel of another object or of none is never farther than just outside of the box.
        GridBox inner = _objectBox.Inflate(1, scene.Shape).RelativeTo(_box);
        int width = inner.Shape.Width;
        Span<bool> mask = _mask.AsSpan(0, inner.Rows * width);
        for (int row = 0, m = 0; row < inner.Rows; row++)
            for (int i = inner.RowStart(row, Shape), end = i + width; i < end; i++, m++)
                mask[m] = _owner[i] == _label;
        DistanceTransform.SquaredToFalse(mask, _depth, inner.Shape, Here);
        int deepest = System.Numerics.Tensors.TensorPrimitives.Max<int>(_depth.AsSpan(0, mask.Length)), n = 0;
        _core.Clear(Shape);
        for (int row = 0, m = 0; row < inner.Rows; row++)
            for (int i = inner.RowStart(row, Shape), end = i + width; i < end; i++, m++)
                if (mask[m] && _depth[m] >= deepest / 4)
                {
                    _core.Add(i / Shape.Width, i % Shape.Width);
                    _scratch[n++] = _intensity[i];
                }
        return OrderStatistics.Percentile(_scratch.AsSpan(0, n), CorePercentile);
    }

    /// <summary>Intensities of the object as it came, in scratch memory.</summary>
    public Span<float> Inside()
    {
        int n = 0;
        for (int i = 0; i < _count; i++)
            if (_owner[i] == _label)
                _scratch[n++] = _intensity[i];
        return _scratch.AsSpan(0, n);
    }

    /// <summary>Intensities of the pixels of no object at a distance of more than <paramref name="from"/> up to <paramref name="to"/> px,
    /// in scratch memory.</summary>
    public Span<float> Ring(double from, double to)
    {
        double least = from * from, most = to * to;
        int n = 0;
        for (int i = 0; i < _count; i++)
            if (_owner[i] == 0 && _distance[i] > least && _distance[i] <= most)
                _scratch[n++] = _intensity[i];
        return _scratch.AsSpan(0, n);
    }

    /// <summary>
    /// Makes the object the largest connected piece at or above a level, of its own pixels and free ones within reach, that
    /// holds some of its core; without holes. Asks for <see cref="CoreLevel"/> to be called before.
    /// </summary>
    /// <returns>False if nothing of the core is that bright.</returns>
    public bool Cut(float level)
    {
        _bright.SetToAtLeast(_intensity, level, Shape);
        _bright.IntersectWith(_reachable);
        _rest.SetToIntersection(_bright, _core);
        int largest = 0;
        while (_rest.TryGetFirst(out int row, out int x))
        {
            _piece.Clear(Shape);
            _piece.Add(row, x);
            FloodFill.Fill(_bright, _piece);
            _rest.ExceptWith(_piece);
            if (_piece.Count() is var size && size > largest)
                (largest, _cut, _piece) = (size, _piece, _cut);
        }
        if (largest == 0)
            return false;
        HoleFilling.Fill(_cut, _bright, _rest);
        _cut.IntersectWith(_open);
        return true;
    }

    /// <summary>Intensity below which a share of the cut object lies.</summary>
    public double Percentile(double share)
    {
        int n = 0;
        for (int row = 0; row < _box.Rows; row++)
            foreach (int x in _cut.PixelsOf(row))
                _scratch[n++] = _intensity[row * Shape.Width + x];
        return OrderStatistics.Percentile(_scratch.AsSpan(0, n), share);
    }

    /// <summary>The pixels of the cut object.</summary>
    public PixelClaim[] Claims()
    {
        var claims = new PixelClaim[_cut.Count()];
        int n = 0;
        for (int row = 0; row < _box.Rows; row++)
        {
            int start = _box.RowStart(row, scene.Shape);
            foreach (int x in _cut.PixelsOf(row))
                claims[n++] = new PixelClaim(start + x, _distance[row * Shape.Width + x]);
        }
        return claims;
    }

    private void FindReachable()
    {
        double reach = scene.Reach * scene.Reach;
        _reachable.Clear(Shape);
        _open.Clear(Shape);
        _own.Clear(Shape);
        int width = Shape.Width;
        for (int row = 0, i = 0; row < _box.Rows; row++)
            for (int x = 0; x < width; x++, i++)
            {
                bool isOwn = _owner[i] == _label, isFree = _owner[i] == 0;
                if (!isOwn && !isFree)
                    continue;
                _open.Add(row, x);
                if (isOwn)
                    _own.Add(row, x);
                if (isOwn || _distance[i] <= reach)
                    _reachable.Add(row, x);
            }
    }

    private void EnsureSize()
    {
        if (_mask.Length >= _count)
            return;
        _owner = new int[_count];
        _distance = new int[_count];
        _depth = new int[_count];
        _fine = new float[_count + Vector256<float>.Count];
        _coarse = new float[_count + Vector256<float>.Count];
        _scratch = new float[_count];
        _mask = new bool[_count];
    }
}
