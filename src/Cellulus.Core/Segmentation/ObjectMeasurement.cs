namespace Cellulus;

/// <summary>Measures the objects of a label image in one pass.</summary>
internal static class ObjectMeasurement
{
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
        var extents = new Extent[labels.MaxLabel];
        var sums = new double[labels.MaxLabel * image.Channels];
        for (int z = 0; z < shape.Depth; z++)
            for (int y = 0; y < shape.Height; y++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int start = shape.IndexOf(z, y, 0);
                ReadOnlySpan<int> row = labels.Labels.Slice(start, shape.Width);
                for (int x = 0; x < row.Length; x++)
                    if (row[x] > 0)
                        extents[row[x] - 1].Add(z, y, x);
                for (int channel = 0; channel < image.Channels; channel++)
                {
                    ReadOnlySpan<float> values = image.GetChannel(channel).Slice(start, shape.Width);
                    for (int x = 0; x < row.Length; x++)
                        if (row[x] > 0)
                            sums[(row[x] - 1) * image.Channels + channel] += values[x];
                }
            }

        var objects = new SegmentedObject[extents.Length];
        for (int i = 0; i < objects.Length; i++)
        {
            Extent extent = extents[i];
            var means = new double[image.Channels];
            for (int channel = 0; channel < means.Length; channel++)
                means[channel] = sums[i * means.Length + channel] / extent.Area;
            objects[i] = new SegmentedObject
            {
                Id = i + 1,
                Area = extent.Area,
                Centroid = extent.Centroid,
                BoundingBox = extent.Box,
                MeanIntensity = means,
                Confidence = confidence[i],
            };
        }
        return objects;
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
