using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Cellulus.Imaging;

/// <summary>Writes label tiles to a file of another name, which gets its own when all are written.</summary>
internal sealed class TiffLabelWriter : ILabelWriter
{
    private const int DefaultTileSize = 512;

    private readonly string _path, _partial;
    private readonly ImageShape _shape;
    private readonly PixelType _type;
    private readonly PixelSize? _pixelSize;
    private readonly TiffSegmentEncoder _encoder;
    private readonly FileStream _stream;
    private readonly TiffWriter _writer;
    private readonly int _tileSize;
    private int _pages;

    public TiffLabelWriter(string path, ImageShape shape, PixelType type, PixelSize? pixelSize, TiffWriteOptions options)
    {
        (_path, _shape, _type, _pixelSize) = (path, shape, type, pixelSize);
        _tileSize = options.TileSize ?? DefaultTileSize;
        _encoder = new TiffSegmentEncoder(options.Compression, options.Predictor, type.Size());
        string folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        // Always the same name: what a killed run leaves is replaced by the next.
        _partial = Path.Combine(folder, $".{Path.GetFileName(path)}.partial");
        _stream = new FileStream(_partial, FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16);
        double tiles = Math.Ceiling((double)shape.Height / _tileSize) * Math.Ceiling((double)shape.Width / _tileSize) * shape.Depth;
        double largest = tiles * _tileSize * _tileSize * type.Size() * (options.Compression == TiffCompression.Lzw ? 1.5 : 1.01);
        _writer = new TiffWriter(_stream, options.ForceBigTiff || largest > TiffEncoder.ClassicLimit);
    }

    public ImageShape TileShape => new(1, _tileSize, _tileSize);

    public void Write(PixelBox tile, ReadOnlySpan<int> labels)
    {
        try
        {
            if (tile.Z == _pages)
                BeginPage();
            if (_type == PixelType.UInt16)
                Write<ushort>(tile, labels);
            else
                Write<uint>(tile, labels);
        }
        catch (IOException e)
        {
            throw new ImageFileException(_path, $"cannot be written: {e.Message}", e);
        }
    }

    public void Complete() => FileAccessGuard.Run(_path, "cannot be written", () =>
    {
        _writer.Finish();
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        File.Move(_partial, _path, overwrite: true);
        return true;
    });

    /// <summary>Removes what is not complete.</summary>
    public void Dispose()
    {
        // What went wrong before is the failure to report: a full disk, say, on which closing fails once more.
        Try(_stream.Dispose);
        Try(() => File.Delete(_partial));
    }

    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private void BeginPage()
    {
        TiffFields fields = TiffEncoder.Fields(_shape, _type, _pixelSize, _encoder, _tileSize, _tileSize);
        if (_pages++ == 0)
            TiffEncoder.AddDescription(fields, ImageJDescription.Write(1, _shape.Depth, 1, _pixelSize));
        _writer.BeginPage(fields, tiled: true);
    }

    // Tiles of a file are all of one size; what lies beyond the image is 0.
    private void Write<T>(PixelBox tile, ReadOnlySpan<int> labels) where T : unmanaged, System.Numerics.INumber<T>
    {
        var samples = new T[_tileSize * _tileSize];
        for (int row = 0; row < tile.Height; row++)
            TensorPrimitives.ConvertTruncating<int, T>(labels.Slice(row * tile.Width, tile.Width), samples.AsSpan(row * _tileSize));
        _writer.WriteSegment(_encoder.Encode(MemoryMarshal.AsBytes(samples.AsSpan()), _tileSize * Marshal.SizeOf<T>()));
    }
}
