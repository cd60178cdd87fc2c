namespace Cellulus;

/// <summary>An object and what lies around it, cut out of the image. One instance serves one thread and many objects in turn.</summary>
internal sealed class ObjectNeighbourhood(ContrastScene scene)
{
    /// <summary>The level of an object is this percentile of its core.</summary>
    private const double CorePercentile = 0.75;

    private static readonly StageExecution Here = new() { MaxDegreeOfParallelism = 1 };

    private GridBox _box;
    private int _count;
    private int[] _owner = [], _distance = [], _depth = [], _pieces = [], _stack = [];
    private float[] _intensity = [], _gradient = [], _scratch = [];
    private bool[] _mask = [];
    private readonly List<int> _core = [];
    private int _label;

    private ImageShape Shape => _box.Shape;

    /// <summary>Takes an object and what lies within a margin of its bounding box.</summary>
    public void Load(GridBox box, int label, double margin)
    {
        _box = box.Inflate((int)Math.Ceiling(margin) + 1, scene.Shape);
        _label = label;
        _count = (int)Shape.PixelCount;
        EnsureSize();
        int width = Shape.Width;
        for (int row = 0; row < _box.Rows; row++)
        {
            int from = _box.RowStart(row, scene.Shape), to = row * width;
            scene.Labels.AsSpan(from, width).CopyTo(_owner.AsSpan(to));
            scene.Intensity.AsSpan(from, width).CopyTo(_intensity.AsSpan(to));
            scene.Gradient.AsSpan(from, width).CopyTo(_gradient.AsSpan(to));
        }
        Span<bool> mask = _mask.AsSpan(0, _count);
        for (int i = 0; i < _count; i++)
            mask[i] = _owner[i] != label;
        DistanceTransform.SquaredToFalse(mask, _distance, Shape, Here);
    }

    /// <summary>Intensity of the core: the pixels at least half as deep inside the object as the deepest one.</summary>
    public double CoreLevel()
    {
        Span<bool> mask = _mask.AsSpan(0, _count);
        for (int i = 0; i < _count; i++)
            mask[i] = _owner[i] == _label;
        DistanceTransform.SquaredToFalse(mask, _depth, Shape, Here);
        int deepest = System.Numerics.Tensors.TensorPrimitives.Max<int>(_depth.AsSpan(0, _count));
        _core.Clear();
        for (int i = 0; i < _count; i++)
            if (mask[i] && _depth[i] >= deepest / 4)
            {
                _scratch[_core.Count] = _intensity[i];
                _core.Add(i);
            }
        return OrderStatistics.Percentile(_scratch.AsSpan(0, _core.Count), CorePercentile);
    }

    /// <summary>Intensities of the pixels of no object at a distance of more than <paramref name="from"/> up to <paramref name="to"/> px, in scratch memory.</summary>
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
        double reach = scene.Reach * scene.Reach;
        Span<bool> mask = _mask.AsSpan(0, _count);
        for (int i = 0; i < _count; i++)
            mask[i] = _intensity[i] >= level && IsFreeWithin(i, reach);
        Span<int> pieces = _pieces.AsSpan(0, _count);
        pieces.Clear();
        int largest = 0, largestSize = 0, count = 0;
        foreach (int i in _core)
            if (mask[i] && pieces[i] == 0 && FloodFill.Fill(mask, pieces, ++count, Shape, i, _stack) is var size && size > largestSize)
                (largest, largestSize) = (count, size);
        if (largest == 0)
            return false;
        for (int i = 0; i < _count; i++)
            mask[i] = pieces[i] == largest;
        HoleFilling.Fill(mask, Shape, pieces, _stack);
        for (int i = 0; i < _count; i++)
            mask[i] &= _owner[i] == 0 || _owner[i] == _label;
        return true;
    }

    /// <summary>Mean gradient on the border of the cut object, both sides of it; borders to other objects do not count.</summary>
    public double BorderGradient()
    {
        int width = Shape.Width, height = Shape.Height, depth = Shape.Depth, plane = width * height;
        double sum = 0;
        int pairs = 0;
        for (int z = 0, i = 0; z < depth; z++)
            for (int y = 0; y < height; y++)
                for (int x = 0; x < width; x++, i++)
                {
                    if (x + 1 < width)
                        AddPair(i, i + 1, ref sum, ref pairs);
                    if (y + 1 < height)
                        AddPair(i, i + width, ref sum, ref pairs);
                    if (z + 1 < depth)
                        AddPair(i, i + plane, ref sum, ref pairs);
                }
        return pairs == 0 ? 0 : sum / pairs;
    }

    /// <summary>The pixels of the cut object.</summary>
    public PixelClaim[] Claims()
    {
        var claims = new List<PixelClaim>();
        int width = Shape.Width;
        for (int row = 0, i = 0; row < _box.Rows; row++)
        {
            int start = _box.RowStart(row, scene.Shape);
            for (int x = 0; x < width; x++, i++)
                if (_mask[i])
                    claims.Add(new PixelClaim(start + x, _distance[i]));
        }
        return [.. claims];
    }

    private bool IsFreeWithin(int i, double squaredReach) => _owner[i] == _label || (_owner[i] == 0 && _distance[i] <= squaredReach);

    private void AddPair(int a, int b, ref double sum, ref int pairs)
    {
        if (_mask[a] == _mask[b] || (_owner[a] != 0 && _owner[a] != _label) || (_owner[b] != 0 && _owner[b] != _label))
            return;
        sum += 0.5 * (_gradient[a] + _gradient[b]);
        pairs++;
    }

    private void EnsureSize()
    {
        if (_mask.Length >= _count)
            return;
        _owner = new int[_count];
        _distance = new int[_count];
        _depth = new int[_count];
        _pieces = new int[_count];
        _stack = new int[_count];
        _intensity = new float[_count];
        _gradient = new float[_count];
        _scratch = new float[_count];
        _mask = new bool[_count];
    }
}
