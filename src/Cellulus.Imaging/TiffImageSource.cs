using System.Numerics;
using System.Numerics.Tensors;

namespace Cellulus.Imaging;

/// <summary>
/// One time point of a TIFF file as a source of regions: classic and BigTIFF, tiles and strips, volumes of several pages. Of the file only
/// the strips or tiles that a region touches are decoded; tiled files are read fastest. Colour images have three channels, even if they
/// are gray in every pixel, which only reading them whole would tell. Not safe for several threads at once.
/// </summary>
public sealed class TiffImageSource : IImageSource, IDisposable
{
    /// <summary>Memory for decoded strips and tiles, if not said otherwise: 64 MiB. A row of tiles should fit.</summary>
    public const long DefaultCacheBytes = 64 << 20;

    private const int MostPages = 32;

    private readonly FileStream _stream;
    private readonly TiffStack _stack;
    private readonly string _path;
    private readonly int _frame;
    private readonly Dictionary<int, TiffPageReader> _pages = [];

    /// <summary>Opens a file and reads what it says of itself, no pixels.</summary>
    /// <param name="path">The file. It must not change while it is read.</param>
    /// <param name="frame">Time point, 0 for the first.</param>
    /// <param name="options">What the metadata leave open.</param>
    /// <param name="cacheBytes">Memory for decoded strips and tiles that are kept.</param>
    /// <exception cref="ImageFileException">The file is missing, damaged, no TIFF, or of a kind that is not read.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such frame, or the cache is negative.</exception>
    public TiffImageSource(string path, int frame = 0, TiffReadOptions? options = null, long cacheBytes = DefaultCacheBytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfNegative(cacheBytes);
        MemoryBytes = cacheBytes;
        ArgumentOutOfRangeException.ThrowIfNegative(frame);
        _path = path;
        _frame = frame;
        _stream = FileAccessGuard.Run(path, "cannot be read", () => ImageFile.Open(path));
        try
        {
            _stack = FileAccessGuard.Run(path, "cannot be read", () => Open(_stream, path, options ?? new TiffReadOptions()));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(frame, _stack.Axes.Frames);
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
        Fingerprint = $"{Path.GetFullPath(path)} {_stream.Length} {File.GetLastWriteTimeUtc(path).Ticks} {frame} {options}";
    }

    /// <summary>Whether a file begins as TIFF files do.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ImageFileException">The file cannot be read, or its content is neither PNG nor TIFF.</exception>
    public static bool CanOpen(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return FileAccessGuard.Run(path, "cannot be read", () =>
        {
            using FileStream stream = ImageFile.Open(path);
            return ImageFormatDetector.Detect(stream, path) == ImageFormat.Tiff;
        });
    }

    /// <inheritdoc/>
    public ImageShape Shape => _stack.Shape;

    /// <inheritdoc/>
    public int Channels => _stack.Channels;

    /// <summary>
    /// Channels are red, green and blue. Where these are equal in every pixel, <see cref="ImageFile.ReadStored"/> gives one channel, unless
    /// <see cref="TiffReadOptions.KeepColour"/> is set; then this is <see langword="false"/>, too.
    /// </summary>
    public bool MayBeGray => _stack.IsColour;

    /// <summary>Time points of the file.</summary>
    public int Frames => _stack.Axes.Frames;

    /// <summary>Images that the file holds, of which this is one. See <see cref="TiffReadOptions.Series"/>.</summary>
    public int SeriesCount => _stack.SeriesCount;

    /// <summary>Type of the stored samples.</summary>
    public PixelType Type => _stack.Type;

    /// <inheritdoc/>
    public PixelSize? PixelSize => _stack.PixelSize;

    /// <inheritdoc/>
    public string Fingerprint { get; }

    /// <inheritdoc/>
    public long MemoryBytes { get; }

    /// <inheritdoc/>
    /// <exception cref="ImageFileException">The file is cut off or damaged.</exception>
    public void Read(PixelBox region, Span<float> target, CancellationToken cancellationToken)
    {
        try
        {
            switch (_stack.Type)
            {
                case PixelType.UInt8: Read<byte>(region, target, cancellationToken); break;
                case PixelType.UInt16: Read<ushort>(region, target, cancellationToken); break;
                case PixelType.UInt32: Read<uint>(region, target, cancellationToken); break;
                case PixelType.Int8: Read<sbyte>(region, target, cancellationToken); break;
                case PixelType.Int16: Read<short>(region, target, cancellationToken); break;
                case PixelType.Int32: Read<int>(region, target, cancellationToken); break;
                case PixelType.Float32: Read<float>(region, target, cancellationToken); break;
                default: Read<double>(region, target, cancellationToken); break;
            }
        }
        catch (IOException e)
        {
            throw new ImageFileException(_path, $"cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    private void Read<T>(PixelBox region, Span<float> target, CancellationToken cancellationToken) where T : unmanaged, INumber<T>
    {
        TiffAxes axes = _stack.Axes;
        int plane = region.Height * region.Width, volume = region.Depth * plane;
        for (int c = 0; c < axes.Channels; c++)
            for (int z = 0; z < region.Depth; z++)
            {
                TiffPageReader page = Page(axes.Pages[(_frame * axes.Channels + c) * axes.Slices + region.Z + z]);
                ReadPage<T>(page, region, target[(c * _stack.PageChannels * volume + z * plane)..], volume, cancellationToken);
            }
    }

    /// <summary>Reads one row of segments after the other, so that cancelling need not wait for all.</summary>
    private static void ReadPage<T>(TiffPageReader page, PixelBox region, Span<float> target, int channelStride, CancellationToken cancellationToken)
        where T : unmanaged, INumber<T>
    {
        T[] band = [];
        for (int y = region.Y, end; y < region.Y + region.Height; y = end)
        {
            cancellationToken.ThrowIfCancellationRequested();
            end = (int)Math.Min(region.Y + region.Height, ((long)y / page.SegmentHeight + 1) * page.SegmentHeight);
            int length = (end - y) * region.Width;
            if (band.Length < length * page.Channels)
                band = new T[length * page.Channels];
            page.ReadRegion<T>(region.X, y, region.Width, end - y, band, length);
            for (int c = 0; c < page.Channels; c++)
                TensorPrimitives.ConvertTruncating<T, float>(
                    band.AsSpan(c * length, length), target.Slice(c * channelStride + (y - region.Y) * region.Width, length));
        }
    }

    private TiffPageReader Page(int page)
    {
        if (_pages.TryGetValue(page, out TiffPageReader? reader))
            return reader;
        // Volumes are read through all slices in turn; keeping more readers would only keep what is not needed soon.
        if (_pages.Count == MostPages)
            _pages.Clear();
        return _pages[page] = _stack.OpenPage(page, MemoryBytes / Math.Min(MostPages, _stack.Axes.Pages.Length));
    }

    private static TiffStack Open(FileStream stream, string path, TiffReadOptions options) =>
        ImageFormatDetector.Detect(stream, path) == ImageFormat.Tiff
            ? TiffStack.Open(stream, path, options)
            : throw new ImageFileException(path, "is no TIFF file, and only those are read region by region. Convert it, best to a tiled TIFF.");
}
