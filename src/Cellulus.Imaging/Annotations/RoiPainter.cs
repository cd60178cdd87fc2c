namespace Cellulus.Imaging;

/// <summary>Turns areas into labels: a pixel belongs to the area that its centre lies in, where areas overlap to the last of them.</summary>
internal static class RoiPainter
{
    /// <summary>Paints.</summary>
    /// <param name="rois">Areas; the first becomes label 1.</param>
    /// <param name="shape">Extent of the image.</param>
    /// <param name="path">Names the file in errors.</param>
    /// <exception cref="ImageFileException">The image is a volume, or an area has no pixel of its own in it.</exception>
    public static LabelImage Paint(IReadOnlyList<Roi> rois, ImageShape shape, string path)
    {
        if (shape.Rank == 3)
            throw new ImageFileException(path, $"ROIs are read for planes, the image is a volume of {shape}. Save its annotations as a label TIFF.");
        var labels = new int[shape.CheckedLength()];
        for (int i = 0; i < rois.Count; i++)
            Paint(rois[i], i + 1, labels, shape);
        var isThere = new bool[rois.Count + 1];
        foreach (int label in labels)
            isThere[label] = true;
        int missing = isThere.AsSpan(1).IndexOf(false);
        if (missing >= 0)
            throw new ImageFileException(path, $"the ROI '{rois[missing].Name}' has no pixel of its own in an image of {shape}: it lies outside, is smaller than a pixel, or others cover it.");
        return LabelImage.Adopt(labels, shape);
    }

    private static void Paint(Roi roi, int label, int[] labels, ImageShape shape)
    {
        double top = double.PositiveInfinity, bottom = double.NegativeInfinity;
        foreach (RoiPoint point in roi.Rings.SelectMany(r => r))
            (top, bottom) = (Math.Min(top, point.Y), Math.Max(bottom, point.Y));
        int first = (int)Math.Clamp(Math.Floor(top), 0, shape.Height), end = (int)Math.Clamp(Math.Ceiling(bottom), 0, shape.Height);
        List<double>[] crossings = Crossings(roi, first, end);
        for (int y = first; y < end; y++)
        {
            List<double> row = crossings[y - first];
            row.Sort();
            // A closed border crosses any line an even number of times.
            for (int i = 0; i + 1 < row.Count; i += 2)
            {
                int from = FirstCentreAt(row[i], shape.Width), to = FirstCentreAt(row[i + 1], shape.Width);
                labels.AsSpan(y * shape.Width + from, to - from).Fill(label);
            }
        }
    }

    /// <summary>Where the borders cross the middles of rows.</summary>
    private static List<double>[] Crossings(Roi roi, int first, int end)
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
                for (int y = Math.Max(from, first); y < to; y++)
                    rows[y - first].Add(upper.X + (y + 0.5 - upper.Y) / (lower.Y - upper.Y) * (lower.X - upper.X));
            }
        return rows;
    }

    /// <summary>The first pixel whose centre does not lie before a place.</summary>
    private static int FirstCentreAt(double place, int length) => (int)Math.Clamp(Math.Ceiling(place - 0.5), 0, length);
}
