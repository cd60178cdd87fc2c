namespace Cellulus;

/// <summary>Some channels of a source, in the order asked for.</summary>
public sealed class SelectedChannels : IImageSource
{
    // Values of all channels held at once while a region is read.
    private const int BandLength = 1 << 18;

    private readonly IImageSource _source;
    private readonly int[] _channels;

    /// <summary>Offers some channels of an image.</summary>
    /// <param name="source">The image; not disposed of.</param>
    /// <param name="channels">Channels, 0 to <see cref="IImageSource.Channels"/> - 1, at least one.</param>
    /// <exception cref="InvalidImageException">The source has no such channel, or none is asked for.</exception>
    public SelectedChannels(IImageSource source, params ReadOnlySpan<int> channels)
    {
        ArgumentNullException.ThrowIfNull(source);
        MicroscopyImage.CheckChannels(channels, source.Channels);
        _source = source;
        _channels = channels.ToArray();
        Fingerprint = $"{source.Fingerprint}, channels {string.Join(' ', _channels)}";
    }

    /// <inheritdoc/>
    public ImageShape Shape => _source.Shape;

    /// <inheritdoc/>
    public int Channels => _channels.Length;

    /// <inheritdoc/>
    public PixelSize? PixelSize => _source.PixelSize;

    /// <inheritdoc/>
    public string Fingerprint { get; }

    /// <inheritdoc/>
    public long MemoryBytes => _source.MemoryBytes + sizeof(float) * Math.Max(BandLength, (long)_source.Shape.Width * _source.Channels);

    /// <inheritdoc/>
    public void Read(PixelBox region, Span<float> target, CancellationToken cancellationToken)
    {
        int rowLength = region.Width * _source.Channels, rows = Math.Clamp(BandLength / rowLength, 1, region.Height);
        var band = new float[rows * rowLength];
        for (int z = 0; z < region.Depth; z++)
            for (int y = 0; y < region.Height; y += rows)
            {
                PixelBox part = region with { Z = region.Z + z, Y = region.Y + y, Depth = 1, Height = Math.Min(rows, region.Height - y) };
                int length = part.Width * part.Height;
                _source.Read(part, band.AsSpan(0, length * _source.Channels), cancellationToken);
                for (int c = 0; c < _channels.Length; c++)
                    band.AsSpan(_channels[c] * length, length).CopyTo(target[(((c * region.Depth + z) * region.Height + y) * region.Width)..]);
            }
    }
}
