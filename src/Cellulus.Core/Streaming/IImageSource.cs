namespace Cellulus;

/// <summary>
/// An image or volume that is read region by region, because it may be larger than memory. One region is read at a time, from any
/// thread; implementations need not be safe for several threads at once.
/// </summary>
public interface IImageSource
{
    /// <summary>Extent in pixels.</summary>
    ImageShape Shape { get; }

    /// <summary>Number of channels, at least 1.</summary>
    int Channels { get; }

    /// <summary>Physical pixel size in um, if known.</summary>
    PixelSize? PixelSize { get; }

    /// <summary>
    /// Names the content: equal for the same pixels, another when they change. A file's path, length and time of change will do. Decides
    /// whether work that was broken off can go on.
    /// </summary>
    string Fingerprint { get; }

    /// <summary>Memory that the source keeps for itself while it is read, in bytes: caches, buffers.</summary>
    long MemoryBytes { get; }

    /// <summary>Reads the raw values of a region of all channels.</summary>
    /// <param name="region">Inside the image.</param>
    /// <param name="target">Takes the values, order (channel, z, y, x) within the region.</param>
    /// <param name="cancellationToken">To be checked every few milliseconds of work.</param>
    void Read(PixelBox region, Span<float> target, CancellationToken cancellationToken);
}
