namespace Cellulus.Engine;

/// <summary>
/// Feature maps of one image, order (z, y, x, channel), channels padded to whole registers. May keep only its newest rows, for
/// maps that are used up soon after they are made.
/// </summary>
internal sealed class FeatureMap
{
    private readonly AlignedBuffer _buffer;
    private readonly int _rows;

    /// <param name="size">Extent.</param>
    /// <param name="channels">Channels as stored.</param>
    /// <param name="newestRows">Rows to keep, counted over all slices; 0 keeps all.</param>
    public FeatureMap(ImageShape size, int channels, int newestRows = 0)
    {
        Size = size;
        Channels = channels;
        int all = checked(size.Depth * size.Height);
        _rows = newestRows > 0 ? Math.Min(newestRows, all) : all;
        _buffer = new AlignedBuffer(checked(_rows * RowLength + channels));
    }

    public ImageShape Size { get; }
    public int Channels { get; }

    public Span<float> Values => _buffer.Span[..(_rows * RowLength)];

    public long Bytes => _buffer.Length * (long)sizeof(float);

    private int RowLength => Size.Width * Channels;

    /// <summary>Where the first pixel of a row lies in <see cref="Values"/>.</summary>
    public int RowOffset(int z, int y) => (z * Size.Height + y) % _rows * RowLength;

    /// <summary>The values of one row.</summary>
    public Span<float> Row(int z, int y) => _buffer.Span.Slice(RowOffset(z, y), RowLength);

    /// <summary>Some pixels of one row; may reach one pixel beyond it, where nothing is to be relied on.</summary>
    public Span<float> Window(int z, int y, int x, int pixels)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(x + pixels, Size.Width + 1);
        return _buffer.Span.Slice(RowOffset(z, y) + x * Channels, pixels * Channels);
    }

    public void Clear() => _buffer.Span.Clear();
}
