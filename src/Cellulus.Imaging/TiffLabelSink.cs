namespace Cellulus.Imaging;

/// <summary>
/// Writes the labels of a streamed image as a tiled TIFF: 16 bits, or 32 when there are more than 65535 objects; BigTIFF when the file
/// could pass 3.9 GB. The file appears under its name when it is complete; until then it has another, and nothing is left of one that is
/// not completed.
/// </summary>
public sealed class TiffLabelSink : ILabelSink
{
    private readonly string _path;
    private readonly TiffWriteOptions _options;

    /// <summary>Names the file.</summary>
    /// <param name="path">The file to create or replace; missing folders are created.</param>
    /// <param name="options">How to write it. Default: deflate, tiles of 512 px.</param>
    /// <exception cref="ArgumentException">The tile size is no multiple of 16 from 16 to 16384.</exception>
    public TiffLabelSink(string path, TiffWriteOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = Path.GetFullPath(path);
        _options = options ?? new TiffWriteOptions();
        if (_options.TileSize is < 16 or > 1 << 14 || _options.TileSize % 16 > 0)
            throw new ArgumentException($"The tile size must be a multiple of 16 from 16 to 16384; it is {_options.TileSize}.", nameof(options));
    }

    /// <inheritdoc/>
    /// <exception cref="ImageFileException">The file system refuses.</exception>
    public ILabelWriter Open(ImageShape shape, int maxLabel, PixelSize? pixelSize) => FileAccessGuard.Run(
        _path, "cannot be written", () => new TiffLabelWriter(_path, shape, maxLabel > ushort.MaxValue ? PixelType.UInt32 : PixelType.UInt16, pixelSize, _options));
}
