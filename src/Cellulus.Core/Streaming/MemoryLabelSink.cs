namespace Cellulus;

/// <summary>Collects the labels of a streamed image in memory, for tests and for images whose labels fit.</summary>
public sealed class MemoryLabelSink : ILabelSink
{
    /// <summary>The labels; <see langword="null"/> until they are complete.</summary>
    public LabelImage? Labels { get; private set; }

    /// <inheritdoc/>
    public ILabelWriter Open(ImageShape shape, int maxLabel, PixelSize? pixelSize) => new Writer(this, shape);

    private sealed class Writer(MemoryLabelSink sink, ImageShape shape) : ILabelWriter
    {
        private readonly int[] _labels = new int[shape.CheckedLength()];

        public ImageShape TileShape => new(1, Math.Min(256, shape.Height), Math.Min(256, shape.Width));

        public void Write(PixelBox tile, ReadOnlySpan<int> labels)
        {
            GridBox box = GridBox.From(tile);
            for (int row = 0; row < box.Rows; row++)
                labels.Slice(row * tile.Width, tile.Width).CopyTo(_labels.AsSpan(box.RowStart(row, shape)));
        }

        public void Complete() => sink.Labels = LabelImage.Adopt(_labels, shape);

        public void Dispose()
        {
        }
    }
}
