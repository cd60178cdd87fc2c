namespace Cellulus;

/// <summary>Measures the objects of a label image in one pass over its rows.</summary>
internal sealed class ObjectMeasurement(int objects, int channels)
{
    private readonly Extent[] _extents = new Extent[objects];
    private readonly double[] _sums = new double[objects * channels];

    /// <summary>Measures every object.</summary>
    /// <param name="labels">Labels 1 to n without gaps.</param>
    /// <param name="image">Raw image on the same grid.</param>
    /// <param name="confidence">One value an object.</param>
    /// <param name="cancellationToken">Checked once a row.</param>
    /// <returns>The objects in the order of their labels.</returns>
    public static SegmentedObject[] Measure(
        LabelImage labels, MicroscopyImage image, ReadOnlySpan<double> confidence, CancellationToken cancellationToken = default)
    {
        ImageShape shape = labels.Shape;
        var measurement = new ObjectMeasurement(labels.MaxLabel, image.Channels);
        for (int z = 0; z < shape.Depth; z++)
            for (int y = 0; y < shape.Height; y++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int start = shape.IndexOf(z, y, 0);
                ReadOnlySpan<int> row = labels.Labels.Slice(start, shape.Width);
                measurement.AddRow(z, y, row);
                for (int channel = 0; channel < image.Channels; channel++)
                    measurement.AddValues(row, channel, image.GetChannel(channel).Slice(start, shape.Width));
            }
        return measurement.ToObjects(confidence);
    }

    /// <summary>Adds the pixels of a row. Rows must come in the order (z, y).</summary>
    public void AddRow(int z, int y, ReadOnlySpan<int> labels)
    {
        for (int x = 0; x < labels.Length; x++)
            if (labels[x] > 0)
                _extents[labels[x] - 1].Add(z, y, x);
    }

    /// <summary>Adds the raw values of one channel of a row.</summary>
    public void AddValues(ReadOnlySpan<int> labels, int channel, ReadOnlySpan<float> values)
    {
        for (int x = 0; x < labels.Length; x++)
            if (labels[x] > 0)
                _sums[(labels[x] - 1) * channels + channel] += values[x];
    }

    /// <summary>What was measured, in the order of the labels.</summary>
    public SegmentedObject[] ToObjects(ReadOnlySpan<double> confidence)
    {
        var measured = new SegmentedObject[objects];
        for (int i = 0; i < measured.Length; i++)
        {
            Extent extent = _extents[i];
            var means = new double[channels];
            for (int channel = 0; channel < means.Length; channel++)
                means[channel] = _sums[i * means.Length + channel] / extent.Area;
            measured[i] = new SegmentedObject
            {
                Id = i + 1,
                Area = extent.Area,
                Centroid = extent.Centroid,
                BoundingBox = extent.Box,
                MeanIntensity = means,
                Confidence = confidence[i],
            };
        }
        return measured;
    }

    private struct Extent
    {
        private int _minX, _minY, _minZ, _maxX, _maxY, _maxZ;
        private double _x, _y, _z;

        public int Area { get; private set; }

        public readonly PixelPosition Centroid => new(_x / Area, _y / Area, _z / Area);

        public readonly PixelBox Box => new(_minX, _minY, _minZ, _maxX - _minX + 1, _maxY - _minY + 1, _maxZ - _minZ + 1);

        public void Add(int z, int y, int x)
        {
            if (Area++ == 0)
                (_minX, _minY, _minZ, _maxX, _maxY, _maxZ) = (x, y, z, x, y, z);
            _minX = Math.Min(_minX, x);
            _maxX = Math.Max(_maxX, x);
            _minY = Math.Min(_minY, y);
            _maxY = y > _maxY ? y : _maxY;
            _maxZ = z;
            _x += x;
            _y += y;
            _z += z;
        }
    }
}
