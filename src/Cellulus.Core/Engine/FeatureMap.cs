namespace Cellulus.Engine;

/// <summary>
/// Feature maps of one image, order (z, y, x, channel), channels padded to whole registers. May have a border of zeros (for
/// gradients, so that a full correlation needs no special cases) or keep only its newest rows (for inference).
/// </summary>
internal sealed class FeatureMap
{
    private readonly AlignedBuffer _buffer;
    private readonly int _haloDepth;
    private readonly int _halo;
    private readonly int _rows;

    /// <param name="size">Extent without the border.</param>
    /// <param name="channels">Channels as stored.</param>
    /// <param name="halo">Zeros on each side in y and x.</param>
    /// <param name="haloDepth">Zero slices on each side in z.</param>
    /// <param name="newestRows">Rows to keep, counted over all slices; 0 keeps all.</param>
    public FeatureMap(ImageShape size, int channels, int halo = 0, int haloDepth = 0, int newestRows = 0)
    {
        Size = size;
        Channels = channels;
        _halo = halo;
        _haloDepth = haloDepth;
        int all = checked((size.Depth + 2 * haloDepth) * (size.Height + 2 * halo));
        _rows = newestRows > 0 ? Math.Min(newestRows, all) : all;
        RowLength = (size.Width + 2 * halo) * channels;
        _buffer = new AlignedBuffer(checked(_rows * RowLength));
    }

    public ImageShape Size { get; }
    public int Channels { get; }

    /// <summary>Floats from one row to the next, border included.</summary>
    public int RowLength { get; }

    public Span<float> Values => _buffer.Span;

    /// <summary>Where the first pixel of a row lies in <see cref="Values"/>. Rows of the border have negative or overlarge indices.</summary>
    public int RowOffset(int z, int y)
    {
        int row = (z + _haloDepth) * (Size.Height + 2 * _halo) + y + _halo;
        return row % _rows * RowLength + _halo * Channels;
    }

    /// <summary>The values of one row, border excluded.</summary>
    public Span<float> Row(int z, int y) => Values.Slice(RowOffset(z, y), Size.Width * Channels);

    public void Clear() => Values.Clear();

    public long Bytes => _buffer.Length * (long)sizeof(float);
}
