using System.Numerics;

namespace Cellulus.Imaging;

/// <summary>
/// An image as its file stores it: typed samples in the order (frame, channel, z, y, x), palette expanded to colour or gray, alpha
/// dropped. What readers return before values become floats or labels.
/// </summary>
public sealed class StoredImage
{
    /// <summary>Wraps samples.</summary>
    /// <param name="samples">
    /// An array of the element type that <paramref name="type"/> names (byte[], ushort[], uint[], sbyte[], short[], int[],
    /// float[], double[]), order (frame, channel, z, y, x).
    /// </param>
    /// <param name="type">Sample type.</param>
    /// <param name="shape">Extent of one channel of one frame.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="frames">Time points.</param>
    /// <param name="pixelSize">Physical pixel size in um, if the file tells.</param>
    /// <exception cref="ArgumentException">The array is not of the type, or not as long as the other arguments ask for.</exception>
    public StoredImage(Array samples, PixelType type, ImageShape shape, int channels = 1, int frames = 1, PixelSize? pixelSize = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.GetType() != ElementTypeOf(type).MakeArrayType())
            throw new ArgumentException($"Samples of type {type} come as {ElementTypeOf(type).Name}[]; got {samples.GetType().Name}.", nameof(samples));
        Int128 expected = (Int128)shape.PixelCount * channels * frames;
        if (shape.Depth < 1 || shape.Height < 1 || shape.Width < 1 || channels < 1 || frames < 1 || expected != samples.Length)
            throw new ArgumentException($"{frames} frame(s) of {channels} channel(s) of {shape} have {expected} samples; {samples.Length} were given.", nameof(samples));
        Samples = samples;
        Type = type;
        Shape = shape;
        Channels = channels;
        Frames = frames;
        PixelSize = pixelSize;
    }

    /// <summary>Samples in the order (frame, channel, z, y, x).</summary>
    public Array Samples { get; }

    /// <summary>Sample type.</summary>
    public PixelType Type { get; }

    /// <summary>Extent of one channel of one frame.</summary>
    public ImageShape Shape { get; }

    /// <summary>Channels.</summary>
    public int Channels { get; }

    /// <summary>Time points.</summary>
    public int Frames { get; }

    /// <summary>Physical pixel size in um, if the file tells.</summary>
    public PixelSize? PixelSize { get; }

    /// <summary>Images that the file holds, of which this is one; positions of a stage, for instance. See
    /// <see cref="TiffReadOptions.Series"/>.</summary>
    public int SeriesCount { get; init; } = 1;

    /// <summary>Red, green and blue of every index where the samples are indices of a palette; null where there is none.</summary>
    internal byte[]? Palette { get; init; }

    private int ChannelLength => (int)Shape.PixelCount;

    /// <summary>The samples as what they are.</summary>
    /// <typeparam name="T">The element type that <see cref="Type"/> names.</typeparam>
    /// <exception cref="InvalidCastException"><typeparamref name="T"/> is another type.</exception>
    public ReadOnlySpan<T> GetSamples<T>() where T : unmanaged
    {
        if (typeof(T) != ElementTypeOf(Type))
            throw new InvalidCastException($"The samples are {Type}, not {typeof(T).Name}.");
        return (T[])Samples;
    }

    /// <summary>The image as floats of the stored values, unscaled. Whole numbers are exact up to 2^24.</summary>
    /// <param name="frame">Time point, 0 to <see cref="Frames"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such frame.</exception>
    /// <exception cref="InvalidImageException">A value is NaN or infinite, or too large for a float.</exception>
    public MicroscopyImage ToImage(int frame = 0)
    {
        CheckFrame(frame);
        int length = Channels * ChannelLength;
        return MicroscopyImage.Adopt(Apply<SamplesToFloats, float[]>(default, frame * length, length), Shape, Channels, PixelSize);
    }

    /// <summary>The image as labels. Any sample type will do as long as every value is a whole number.</summary>
    /// <param name="frame">Time point, 0 to <see cref="Frames"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such frame.</exception>
    /// <exception cref="InvalidImageException">
    /// There are several channels, or a value is negative, fractional or above <see cref="int.MaxValue"/>.
    /// </exception>
    public LabelImage ToLabels(int frame = 0)
    {
        CheckFrame(frame);
        if (Channels != 1)
            throw new InvalidImageException(
                $"A label image has one channel; this one has {Channels}. Colours are no labels: store label numbers as gray values. "
                + $"If its pages are slices or time points, say so with {nameof(TiffReadOptions)}.{nameof(TiffReadOptions.Axes)}.");
        return LabelImage.Adopt(Apply<SamplesToLabels, int[]>(new SamplesToLabels(Shape), frame * ChannelLength, ChannelLength), Shape);
    }

    /// <summary>One gray channel, if red, green and blue are equal in every pixel; else this image.</summary>
    internal StoredImage WithoutEqualColours() => Apply<GrayOfColours, Array?>(new GrayOfColours(ChannelLength), 0, Samples.Length) is { } gray
        ? new StoredImage(gray, Type, Shape, 1, Frames, PixelSize) { SeriesCount = SeriesCount }
        : this;

    /// <summary>Channels as slices, for label images whose pages nothing is said of.</summary>
    internal StoredImage WithChannelsAsSlices() =>
        new(Samples, Type, new ImageShape(Channels, Shape.Height, Shape.Width), 1, Frames, PixelSize) { SeriesCount = SeriesCount };

    /// <summary>Smallest, largest and mean stored value of each channel, over all frames.</summary>
    public IReadOnlyList<ChannelStatistics> GetStatistics()
    {
        var statistics = new ChannelStatistics[Channels];
        for (int channel = 0; channel < Channels; channel++)
        {
            double min = double.PositiveInfinity, max = double.NegativeInfinity, sum = 0;
            for (int frame = 0; frame < Frames; frame++)
            {
                ChannelStatistics part = Apply<SampleStatistics, ChannelStatistics>(default, (frame * Channels + channel) * ChannelLength, ChannelLength);
                min = Math.Min(min, part.Min);
                max = Math.Max(max, part.Max);
                sum += part.Mean;
            }
            statistics[channel] = new ChannelStatistics(min, max, sum / Frames);
        }
        return statistics;
    }

    /// <summary>
    /// Stores an image in the smallest type that keeps every value: bytes, 16-bit words (both for whole numbers), else floats.
    /// </summary>
    /// <param name="image">The image.</param>
    public static StoredImage FromImage(MicroscopyImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        PixelType type = PixelType.UInt8;
        foreach (float value in image.Pixels)
        {
            if (value is < 0 or > ushort.MaxValue || value != MathF.Truncate(value))
            {
                type = PixelType.Float32;
                break;
            }
            if (value > byte.MaxValue)
                type = PixelType.UInt16;
        }
        Array samples = type switch
        {
            PixelType.UInt8 => Convert<byte>(image.Pixels),
            PixelType.UInt16 => Convert<ushort>(image.Pixels),
            _ => image.Pixels.ToArray(),
        };
        return new StoredImage(samples, type, image.Shape, image.Channels, pixelSize: image.PixelSize);
    }

    /// <summary>Stores labels as 16-bit words, or as 32-bit ones when a label needs it.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="pixelSize">Physical pixel size in um, to be kept with them.</param>
    public static StoredImage FromLabels(LabelImage labels, PixelSize? pixelSize = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return labels.MaxLabel <= ushort.MaxValue
            ? new StoredImage(Convert<int, ushort>(labels.Labels), PixelType.UInt16, labels.Shape, pixelSize: pixelSize)
            : new StoredImage(Convert<int, uint>(labels.Labels), PixelType.UInt32, labels.Shape, pixelSize: pixelSize);
    }

    /// <summary>Runs an operation on a range of the samples; the one place that knows all types.</summary>
    internal TResult Apply<TOperation, TResult>(TOperation operation, int start, int length) where TOperation : ISampleOperation<TResult> => Type switch
    {
        PixelType.UInt8 => operation.Run(GetSamples<byte>().Slice(start, length)),
        PixelType.UInt16 => operation.Run(GetSamples<ushort>().Slice(start, length)),
        PixelType.UInt32 => operation.Run(GetSamples<uint>().Slice(start, length)),
        PixelType.Int8 => operation.Run(GetSamples<sbyte>().Slice(start, length)),
        PixelType.Int16 => operation.Run(GetSamples<short>().Slice(start, length)),
        PixelType.Int32 => operation.Run(GetSamples<int>().Slice(start, length)),
        PixelType.Float32 => operation.Run(GetSamples<float>().Slice(start, length)),
        PixelType.Float64 => operation.Run(GetSamples<double>().Slice(start, length)),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), Type, "Unknown sample type."),
    };

    private static Type ElementTypeOf(PixelType type) => type switch
    {
        PixelType.UInt8 => typeof(byte),
        PixelType.UInt16 => typeof(ushort),
        PixelType.UInt32 => typeof(uint),
        PixelType.Int8 => typeof(sbyte),
        PixelType.Int16 => typeof(short),
        PixelType.Int32 => typeof(int),
        PixelType.Float32 => typeof(float),
        PixelType.Float64 => typeof(double),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown sample type."),
    };

    private static TTo[] Convert<TFrom, TTo>(ReadOnlySpan<TFrom> values) where TFrom : INumberBase<TFrom> where TTo : INumberBase<TTo>
    {
        TTo[] converted = GC.AllocateUninitializedArray<TTo>(values.Length);
        System.Numerics.Tensors.TensorPrimitives.ConvertTruncating(values, converted);
        return converted;
    }

    private static TTo[] Convert<TTo>(ReadOnlySpan<float> values) where TTo : INumberBase<TTo> => Convert<float, TTo>(values);

    private void CheckFrame(int frame)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frame);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(frame, Frames);
    }
}
