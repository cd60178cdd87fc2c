namespace Cellulus.Imaging;

/// <summary>Turns areas into labels: a pixel belongs to the area that its centre lies in, where areas overlap to the last of them.</summary>
internal sealed class RoiPainter
{
    /// <summary>Objects lie side by side: who has drawn them has not covered an image so many times. Keeps the time for a file made to be slow within bounds.</summary>
    private const int MostCoverings = 64;

    private readonly ImageShape _shape;
    private readonly int[] _labels;
    private long _work;

    private RoiPainter(ImageShape shape)
    {
        (_shape, _labels) = (shape, new int[shape.CheckedLength()]);
        _work = MostCoverings * (shape.PixelCount + shape.Height + shape.Width);
    }

    /// <summary>Paints.</summary>
    /// <param name="rois">Areas; the first becomes label 1.</param>
    /// <param name="shape">Extent of the image.</param>
    /// <param name="path">Names the file in errors.</param>
    /// <exception cref="ImageFileException">The image is a volume, an area has no pixel of its own in it, or they cover it implausibly often.</exception>
    public static LabelImage Paint(IReadOnlyList<Roi> rois, ImageShape shape, string path)
    {
        if (shape.Rank == 3)
            throw new ImageFileException(path, $"ROIs are read for planes, the image is a volume of {shape}. Save its annotations as a label TIFF.");
        var painter = new RoiPainter(shape);
        for (int i = 0; i < rois.Count; i++)
            if (!painter.Add(rois[i], i + 1))
                throw new ImageFileException(path, $"with the ROI {Quoted.Name(rois[i].Name)}, an image of {shape} is covered more than {MostCoverings} times; the file is damaged, or belongs to another image.");
        var isThere = new bool[rois.Count + 1];
        foreach (int label in painter._labels)
            isThere[label] = true;
        int missing = isThere.AsSpan(1).IndexOf(false);
        if (missing >= 0)
            throw new ImageFileException(path, $"the ROI {Quoted.Name(rois[missing].Name)} has no pixel of its own in an image of {shape}: it lies outside, is smaller than a pixel, or others cover it.");
        return LabelImage.Adopt(painter._labels, shape);
    }

    /// <summary>Adds an area, unless that takes more work than is left.</summary>
    private bool Add(Roi roi, int label)
    {
        double top = double.PositiveInfinity, bottom = double.NegativeInfinity;
        foreach (RoiPoint point in roi.Rings.SelectMany(r => r))
            (top, bottom) = (Math.Min(top, point.Y), Math.Max(bottom, point.Y));
        int first = FirstCentreAt(top, _shape.Height), end = FirstCentreAt(bottom, _shape.Height);
        if (Crossings(roi, first, end) is not { } crossings)
            return false;
        for (int y = first; y < end; y++)
        {
            List<double> row = crossings[y - first];
            row.Sort();
            // A closed border crosses any line an even number of times.
            for (int i = 0; i + 1 < row.Count; i += 2)
            {
                int from = FirstCentreAt(row[i], _shape.Width), to = FirstCentreAt(row[i + 1], _shape.Width);
                if ((_work -= to - from) < 0)
                    return false;
                _labels.AsSpan(y * _shape.Width + from, to - from).Fill(label);
            }
        }
        return true;
    }

    /// <summary>Where the borders cross the middles of rows; <see langword="null"/> if that takes too much work.</summary>
    private List<double>[]? Crossings(Roi roi, int first, int end)
    {
        var rows = new List<double>[Math.Max(0, end - first)];
        for (int i = 0; i < rows.Length; i++)
            rows[i] = [];
        foreach (RoiPoint[] ring in roi.Rings)
            for (int i = 0; i < ring.Length; i++)
            {
                (RoiPoint upper, RoiPoint lower) = (ring[i], ring[(i + 1) % ring.Length]);
                if (upper.Y > lower.Y)
                    (upper, lower) = (lower, upper);
                int from = FirstCentreAt(upper.Y, end), to = FirstCentreAt(lower.Y, end);
                if ((_work -= to - from) < 0)
                    return null;
                for (int y = from; y < to; y++)
                    rows[y - first].Add(upper.X + (y + 0.5 - upper.Y) / (lower.Y - upper.Y) * (lower.X - upper.X));
            }
        return rows;
    }

    /// <summary>The first pixel whose centre does not lie before a place.</summary>
    private static int FirstCentreAt(double place, int length) => (int)Math.Clamp(Math.Ceiling(place - 0.5), 0, length);
}
