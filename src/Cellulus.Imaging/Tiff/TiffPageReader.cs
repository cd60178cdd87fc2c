using System.Runtime.InteropServices;

namespace Cellulus.Imaging;

/// <summary>
/// Reads rectangles of one page, decoding only the segments they touch. With a cache, neighbouring rectangles do not decode a
/// segment twice. Not safe for several threads.
/// </summary>
internal sealed class TiffPageReader
{
    private readonly TiffPageLayout _layout;
    private readonly TiffSegmentReader _segments;
    private readonly TiffSegmentCache? _cache;

    // Which sample of a segment of which plane each channel is.
    private readonly (int Plane, int Sample)[] _sources;

    // The channels of each plane that has some follow each other.
    private readonly (int Plane, int First, int End)[] _planes;

    /// <param name="input">The file.</param>
    /// <param name="layout">The page.</param>
    /// <param name="table">The places of its segments.</param>
    /// <param name="cacheBytes">Memory for decoded segments that are kept; 0 keeps none.</param>
    /// <param name="sample">The sample of a pixel to read alone; null for all channels.</param>
    public TiffPageReader(TiffInput input, TiffPageLayout layout, TiffSegmentTable table, long cacheBytes = 0, int? sample = null)
    {
        _layout = layout;
        _segments = new TiffSegmentReader(input, layout, table);
        _cache = cacheBytes > 0 ? new TiffSegmentCache(cacheBytes) : null;
        _sources = layout.Colour.Palette is not null
            ? [.. Enumerable.Range(0, layout.Colour.PaletteChannels).Select(channel => (0, channel))]
            : [.. (sample is { } one ? [one] : layout.Colour.Kept).Select(s => layout.IsPlanar ? (s, 0) : (0, s))];
        _planes = layout.IsPlanar ? [.. _sources.Select((source, channel) => (source.Plane, channel, channel + 1))] : [(0, 0, _sources.Length)];
    }

    /// <summary>Extent of the page.</summary>
    public ImageShape Shape => new(_layout.Height, _layout.Width);

    /// <summary>Channels that are read.</summary>
    public int Channels => _sources.Length;

    /// <summary>Type of the samples.</summary>
    public PixelType Type => _layout.Type;

    /// <summary>Rows of a strip or tile; rectangles within one such row of segments decode each segment once.</summary>
    public int SegmentHeight => _layout.SegmentHeight;

    /// <summary>Copies a rectangle: channel c of row r goes to <c>target[c * channelStride + r * width]</c> and after.</summary>
    /// <param name="x">First column.</param>
    /// <param name="y">First row.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="target">Samples of the element type of <see cref="Type"/>.</param>
    /// <param name="channelStride">Samples from a channel to the next in the target.</param>
    /// <exception cref="ImageFileException">A segment is cut off or damaged.</exception>
    public void ReadRegion<T>(int x, int y, int width, int height, Span<T> target, int channelStride) where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(x);
        ArgumentOutOfRangeException.ThrowIfNegative(y);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)x + width, _layout.Width, nameof(width));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)y + height, _layout.Height, nameof(height));

        int lastDown = (y + height - 1) / _layout.SegmentHeight, lastAcross = (x + width - 1) / _layout.SegmentWidth;
        foreach ((int plane, int first, int end) in _planes)
        {
            for (int down = y / _layout.SegmentHeight; down <= lastDown; down++)
            {
                for (int across = x / _layout.SegmentWidth; across <= lastAcross; across++)
                {
                    int segment = (int)(plane * _layout.SegmentsPerPlane) + down * _layout.SegmentsAcross + across;
                    ReadOnlySpan<T> samples = MemoryMarshal.Cast<byte, T>(Decoded(segment));
                    int left = across * _layout.SegmentWidth, top = down * _layout.SegmentHeight;
                    for (int channel = first; channel < end; channel++)
                        CopyOverlap(samples[_sources[channel].Sample..], left, top, x, y, width, height, target[(channel * channelStride)..]);
                }
            }
        }
    }

    /// <summary>Finds out whether the segments hold what they announce, without taking memory for it.</summary>
    /// <exception cref="ImageFileException">One is cut off or damaged.</exception>
    public void Check()
    {
        for (int segment = 0; segment < (int)_layout.SegmentCount; segment++)
            _segments.Check(segment);
    }

    private ReadOnlySpan<byte> Decoded(int segment)
    {
        if (_cache is null)
            return _segments.Read(segment);
        return _cache.Find(segment) ?? _cache.Add(segment, _segments.Read(segment).ToArray());
    }

    /// <summary>Copies what a segment and the rectangle share; <paramref name="samples"/> begin with the channel's first sample.</summary>
    private void CopyOverlap<T>(ReadOnlySpan<T> samples, int left, int top, int x, int y, int width, int height, Span<T> target)
        where T : unmanaged
    {
        int stride = _segments.SamplesPerPixel;
        int firstColumn = Math.Max(x, left), firstRow = Math.Max(y, top);
        int columns = (int)(Math.Min((long)x + width, (long)left + _layout.SegmentWidth) - firstColumn);
        long endRow = Math.Min((long)y + height, (long)top + _layout.SegmentHeight);
        for (int row = firstRow; row < endRow; row++)
        {
            ReadOnlySpan<T> from = samples[(((row - top) * _layout.SegmentWidth + firstColumn - left) * stride)..];
            Span<T> to = target.Slice((row - y) * width + firstColumn - x, columns);
            if (stride == 1)
            {
                from[..columns].CopyTo(to);
                continue;
            }
            for (int i = 0, at = 0; i < to.Length; i++, at += stride)
                to[i] = from[at];
        }
    }
}
