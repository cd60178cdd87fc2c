using System.Runtime.InteropServices;

namespace Cellulus.Imaging;

/// <summary>
/// Writes TIFF files: one grey page for every channel, slice and frame, with the description that ImageJ, Fiji and napari take the
/// axes and the pixel size from.
/// </summary>
internal static class TiffEncoder
{
    // Classic files end at 4 GB. LZW can make noise larger by half (12 bits for a byte), deflate by a thousandth.
    internal const double ClassicLimit = 3.9e9;
    private const int StripBytes = 1 << 18;

    /// <summary>Writes an image.</summary>
    /// <param name="stream">A stream that can seek; the file begins at its position.</param>
    /// <param name="image">The image.</param>
    /// <param name="options">Compression and layout.</param>
    /// <exception cref="ArgumentException">The number of samples does not match the shape, or the tile size is no multiple of
    /// 16.</exception>
    public static void Encode(Stream stream, StoredImage image, TiffWriteOptions? options = null)
    {
        options ??= new TiffWriteOptions();
        if (options.TileSize is { } tile && (tile < 16 || tile % 16 != 0 || tile > 1 << 14))
            throw new ArgumentException($"The tile size must be a multiple of 16 from 16 to 16384; it is {tile}.", nameof(options));
        if (image.Shape.PixelCount * image.Channels * image.Frames != image.Samples.LongLength)
            throw new ArgumentException(
                $"An image of {image.Shape} with {image.Channels} channels and {image.Frames} frames does not have {image.Samples.LongLength} samples.", nameof(image));
        switch (image.Samples)
        {
            // The runtime lets an array of signed integers pass for the unsigned one and back; bits are all that is written.
            case byte[] s: Encode(stream, image, s, options); break;
            case ushort[] s: Encode(stream, image, s, options); break;
            case uint[] s: Encode(stream, image, s, options); break;
            case float[] s: Encode(stream, image, s, options); break;
            case double[] s: Encode(stream, image, s, options); break;
            default: throw new ArgumentException($"Samples of {image.Samples.GetType()} cannot be written.", nameof(image));
        }
    }

    private static void Encode<T>(Stream stream, StoredImage image, T[] samples, TiffWriteOptions options) where T : unmanaged
    {
        int size = image.Type.Size();
        var segments = new TiffSegmentEncoder(options.Compression, options.Predictor, size);
        int width = options.TileSize ?? image.Shape.Width;
        int height = options.TileSize ?? (int)Math.Clamp(StripBytes / ((long)image.Shape.Width * size), 1, image.Shape.Height);
        var segment = new T[(long)width * height];

        double largest = (double)samples.LongLength * size * (options.Compression == TiffCompression.Lzw ? 1.5 : 1.01);
        var writer = new TiffWriter(stream, options.ForceBigTiff || largest > ClassicLimit);
        int plane = image.Shape.Height * image.Shape.Width;
        bool first = true;
        for (int t = 0; t < image.Frames; t++)
        {
            for (int z = 0; z < image.Shape.Depth; z++)
            {
                for (int c = 0; c < image.Channels; c++)
                {
                    writer.BeginPage(Fields(image, options, segments, height, first), options.TileSize is not null);
                    first = false;
                    int start = ((t * image.Channels + c) * image.Shape.Depth + z) * plane;
                    WritePlane(writer, segments, samples.AsSpan(start, plane), image.Shape, segment, width, height, options.TileSize is not null);
                }
            }
        }
        writer.Finish();
    }

    private static void WritePlane<T>(
        TiffWriter writer, TiffSegmentEncoder encoder, ReadOnlySpan<T> plane, ImageShape shape, T[] segment, int width, int height, bool tiled)
        where T : unmanaged
    {
        for (int top = 0; top < shape.Height; top += height)
        {
            int rows = Math.Min(height, shape.Height - top);
            for (int left = 0; left < shape.Width; left += width)
            {
                int columns = Math.Min(width, shape.Width - left);
                Span<T> target = segment.AsSpan(0, (tiled ? height : rows) * width);
                if (rows < height || columns < width)
                    target.Clear();
                for (int row = 0; row < rows; row++)
                    plane.Slice((top + row) * shape.Width + left, columns).CopyTo(target[(row * width)..]);
                Span<byte> bytes = MemoryMarshal.AsBytes(target);
                writer.WriteSegment(encoder.Encode(bytes, bytes.Length / (tiled ? height : rows)));
            }
        }
    }

    private static TiffFields Fields(StoredImage image, TiffWriteOptions options, TiffSegmentEncoder encoder, int segmentHeight, bool first)
    {
        TiffFields fields = Fields(image.Shape, image.Type, image.PixelSize, encoder, options.TileSize, segmentHeight);
        if (first)
            AddDescription(fields, ImageJDescription.Write(image));
        return fields;
    }

    /// <summary>The fields of one grey page, without the places of its segments.</summary>
    /// <param name="shape">Extent.</param>
    /// <param name="type">Type of the samples.</param>
    /// <param name="pixelSize">Physical pixel size in um, if known.</param>
    /// <param name="encoder">Encodes its segments.</param>
    /// <param name="tileSize">Side of tiles; null for strips.</param>
    /// <param name="segmentHeight">Rows of a strip.</param>
    internal static TiffFields Fields(
        ImageShape shape, PixelType type, PixelSize? pixelSize, TiffSegmentEncoder encoder, int? tileSize, int segmentHeight)
    {
        var fields = new TiffFields();
        fields.AddLong(TiffTag.NewSubfileType, 0);
        fields.AddLong(TiffTag.ImageWidth, shape.Width);
        fields.AddLong(TiffTag.ImageLength, shape.Height);
        fields.AddShort(TiffTag.BitsPerSample, 8 * type.Size());
        fields.AddShort(TiffTag.Compression, encoder.Scheme);
        fields.AddShort(TiffTag.Photometric, 1);
        fields.AddShort(TiffTag.SamplesPerPixel, 1);
        fields.AddShort(TiffTag.PlanarConfiguration, 1);
        fields.AddShort(TiffTag.SampleFormat, (int)Format(type));
        if (encoder.Predictor != TiffPredictor.None)
            fields.AddShort(TiffTag.Predictor, encoder.Predictor);
        if (tileSize is { } tile)
        {
            fields.AddLong(TiffTag.TileWidth, tile);
            fields.AddLong(TiffTag.TileLength, tile);
        }
        else
        {
            fields.AddLong(TiffTag.RowsPerStrip, segmentHeight);
        }
        if (pixelSize is { X: > 0, Y: > 0 } pixel)
        {
            fields.AddRational(TiffTag.XResolution, 1 / pixel.X);
            fields.AddRational(TiffTag.YResolution, 1 / pixel.Y);
            fields.AddShort(TiffTag.ResolutionUnit, 1);
        }
        return fields;
    }

    /// <summary>What only the first page says.</summary>
    internal static void AddDescription(TiffFields fields, string description)
    {
        fields.AddText(TiffTag.ImageDescription, description);
        fields.AddText(TiffTag.Software, "Cellulus");
    }

    private static TiffSampleFormat Format(PixelType type) => type switch
    {
        PixelType.Int8 or PixelType.Int16 or PixelType.Int32 => TiffSampleFormat.Signed,
        PixelType.Float32 or PixelType.Float64 => TiffSampleFormat.Float,
        _ => TiffSampleFormat.Unsigned,
    };
}
