namespace Cellulus.Imaging;

/// <summary>Turns areas into labels: a pixel belongs to the area that its centre lies in, where areas overlap to the last of them. Keeps no
/// area.</summary>
internal sealed class RoiPainter
{
    /// <summary>Objects lie side by side: who has drawn them has not covered an image so many times. Bounds the work that a file can ask
    /// for.</summary>
    private const int MostCoverings = 64;

    /// <summary>Work of a corner, and of a row that a border crosses, in pixels filled. A byte of the file pays for two: what it takes to
    /// tell of one.</summary>
    private const int BorderWork = 16, WorkOfByte = 2 * BorderWork;

    private readonly string _path;
    private readonly ImageShape _shape;
    private readonly int[] _labels;
    private readonly List<string> _names = [];
    private readonly List<(int Row, double X)> _crossings = [];
    private long _work;

    /// <param name="shape">Extent of the image.</param>
    /// <param name="path">Names the file in errors.</param>
    /// <exception cref="ImageFileException">The image is a volume.</exception>
    public RoiPainter(ImageShape shape, string path)
    {
        if (shape.Rank == 3)
            throw new ImageFileException(path, $"ROIs are read for planes, the image is a volume of {shape}. Save its annotations as a label TIFF.");
        (_path, _shape, _labels) = (path, shape, new int[shape.CheckedLength()]);
        _work = MostCoverings * (shape.PixelCount + shape.Height + shape.Width);
    }

    /// <summary>Paints an area; the first becomes label 1.</summary>
    /// <exception cref="ImageFileException">With it, the image is covered implausibly often.</exception>
    public void Add(Roi roi)
    {
        _names.Add(roi.Name);
        _work += (long)WorkOfByte * roi.Bytes;
        _crossings.Clear();
        foreach (IEnumerable<RoiPoint> ring in roi.Rings)
            AddBorder(ring);
        _crossings.Sort();
        // A closed border crosses any line an even number of times.
        for (int i = 0; i + 1 < _crossings.Count; i += 2)
        {
            int from = FirstCentreAt(_crossings[i].X, _shape.Width), to = FirstCentreAt(_crossings[i + 1].X, _shape.Width);
            Spend(to - from);
            _labels.AsSpan(_crossings[i].Row * _shape.Width + from, to - from).Fill(_names.Count);
        }
    }

    /// <summary>The labels of all areas.</summary>
    /// <exception cref="ImageFileException">An area has no pixel of its own.</exception>
    public LabelImage Finish()
    {
        var isThere = new bool[_names.Count + 1];
        foreach (int label in _labels)
            isThere[label] = true;
        int missing = isThere.AsSpan(1).IndexOf(false);
        if (missing >= 0)
            throw new ImageFileException(_path, $"the ROI {Quoted.Name(_names[missing])} has no pixel of its own in an image of {_shape}: it lies outside, is smaller than a pixel, or others cover it.");
        return LabelImage.Adopt(_labels, _shape);
    }

    private void AddBorder(IEnumerable<RoiPoint> ring)
    {
        RoiPoint? first = null;
        RoiPoint before = default;
        foreach (RoiPoint corner in ring)
        {
            if (first is null)
                first = corner;
            else
                AddEdge(before, corner);
            before = corner;
        }
        if (first is { } start)
            AddEdge(before, start);
    }

    /// <summary>Notes where an edge crosses the middles of rows.</summary>
    private void AddEdge(RoiPoint upper, RoiPoint lower)
    {
        if (upper.Y > lower.Y)
            (upper, lower) = (lower, upper);
        int from = FirstCentreAt(upper.Y, _shape.Height), to = FirstCentreAt(lower.Y, _shape.Height);
        Spend(BorderWork * (1L + to - from));
        for (int y = from; y < to; y++)
            _crossings.Add((y, upper.X + (y + 0.5 - upper.Y) / (lower.Y - upper.Y) * (lower.X - upper.X)));
    }

    private void Spend(long work)
    {
        if ((_work -= work) < 0)
            throw new ImageFileException(_path, $"with the ROI {Quoted.Name(_names[^1])}, an image of {_shape} is covered more than {MostCoverings} times, or its borders are too long for it; the file is damaged, or belongs to another image.");
    }

    /// <summary>The first pixel whose centre does not lie before a place.</summary>
    private static int FirstCentreAt(double place, int length) => (int)Math.Clamp(Math.Ceiling(place - 0.5), 0, length);
}
