using System.Numerics.Tensors;

namespace Cellulus;

/// <summary>
/// An immutable microscopy image or volume: float values in the order channel, z, y, x. Integers are kept as they are stored
/// (a byte of 255 becomes 255f); nothing is scaled until a pipeline normalises.
/// </summary>
public sealed class MicroscopyImage
{
    private readonly float[] _pixels;

    private MicroscopyImage(float[] pixels, ImageShape shape, int channels, PixelSize? pixelSize)
    {
        _pixels = pixels;
        Shape = shape;
        Channels = channels;
        PixelSize = pixelSize;
    }

    /// <summary>Extent in pixels.</summary>
    public ImageShape Shape { get; }

    /// <summary>Number of channels, at least 1.</summary>
    public int Channels { get; }

    /// <summary>Columns.</summary>
    public int Width => Shape.Width;

    /// <summary>Rows.</summary>
    public int Height => Shape.Height;

    /// <summary>Slices; 1 for a plane.</summary>
    public int Depth => Shape.Depth;

    /// <summary>Physical pixel size in um, if known.</summary>
    public PixelSize? PixelSize { get; }

    /// <summary>All values, order (channel, z, y, x).</summary>
    public ReadOnlySpan<float> Pixels => _pixels;

    /// <summary>One value.</summary>
    /// <param name="channel">Channel.</param>
    /// <param name="z">Slice.</param>
    /// <param name="y">Row.</param>
    /// <param name="x">Column.</param>
    public float this[int channel, int z, int y, int x] => GetChannel(channel)[Shape.IndexOf(z, y, x)];

    /// <summary>The values of one channel, order (z, y, x).</summary>
    /// <param name="channel">Channel, 0 to <see cref="Channels"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such channel.</exception>
    public ReadOnlySpan<float> GetChannel(int channel) => GetChannelMemory(channel).Span;

    /// <summary>The same for those who keep it.</summary>
    internal ReadOnlyMemory<float> GetChannelMemory(int channel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(channel);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(channel, Channels);
        int length = (int)Shape.PixelCount;
        return _pixels.AsMemory(channel * length, length);
    }

    /// <summary>An image of some of the channels, in the order asked for: of a colour image, the one that shows the stain.</summary>
    /// <param name="channels">Channels, 0 to <see cref="Channels"/> - 1, at least one.</param>
    /// <exception cref="InvalidImageException">There is no such channel, or none is asked for.</exception>
    public MicroscopyImage SelectChannels(params ReadOnlySpan<int> channels)
    {
        CheckChannels(channels, Channels);
        int length = (int)Shape.PixelCount;
        float[] pixels = GC.AllocateUninitializedArray<float>(Shape.CheckedLength(channels.Length));
        for (int c = 0; c < channels.Length; c++)
            GetChannel(channels[c]).CopyTo(pixels.AsSpan(c * length));
        return new MicroscopyImage(pixels, Shape, channels.Length, PixelSize);
    }

    /// <summary>A part of all channels; the image itself if that is all of it.</summary>
    internal MicroscopyImage Crop(GridBox box)
    {
        if (box == GridBox.Of(Shape))
            return this;
        float[] pixels = GC.AllocateUninitializedArray<float>(box.Shape.CheckedLength(Channels));
        CopyTo(box, pixels);
        return new MicroscopyImage(pixels, box.Shape, Channels, PixelSize);
    }

    /// <summary>Copies a part of all channels, in the order (channel, z, y, x).</summary>
    internal void CopyTo(GridBox box, Span<float> target)
    {
        int length = (int)box.Shape.PixelCount;
        for (int c = 0; c < Channels; c++)
            GridBox.Of(Shape).CopyTo(GetChannel(c), box, target[(c * length)..]);
    }

    /// <exception cref="InvalidImageException">A channel is not there, or none is asked for.</exception>
    internal static void CheckChannels(ReadOnlySpan<int> channels, int count)
    {
        if (channels.IsEmpty)
            throw new InvalidImageException("No channel is asked for; an image has at least one.");
        foreach (int channel in channels)
            if (channel < 0 || channel >= count)
                throw new InvalidImageException($"Channel {channel} is asked for; the image has {count}, counted from 0.");
    }

    /// <summary>Whether no channel shows anything: all its values are the same.</summary>
    internal bool IsConstant
    {
        get
        {
            for (int c = 0; c < Channels; c++)
                if (GetChannel(c) is var pixels && pixels.ContainsAnyExcept(pixels[0]))
                    return false;
            return true;
        }
    }

    /// <summary>Copies 8-bit values.</summary>
    /// <param name="pixels">Values in the order (channel, z, y, x).</param>
    /// <param name="shape">Extent of each channel.</param>
    /// <param name="channels">Number of channels.</param>
    /// <param name="pixelSize">Physical pixel size in um.</param>
    /// <exception cref="InvalidImageException">The number of values does not match the shape, or the shape is empty or too
    /// large.</exception>
    public static MicroscopyImage FromPixels(ReadOnlySpan<byte> pixels, ImageShape shape, int channels = 1, PixelSize? pixelSize = null)
    {
        float[] copy = Allocate(pixels.Length, shape, channels);
        TensorPrimitives.ConvertTruncating(pixels, copy);
        return new MicroscopyImage(copy, shape, channels, pixelSize);
    }

    /// <summary>Copies 16-bit values.</summary>
    /// <inheritdoc cref="FromPixels(ReadOnlySpan{byte}, ImageShape, int, Cellulus.PixelSize?)"/>
    public static MicroscopyImage FromPixels(ReadOnlySpan<ushort> pixels, ImageShape shape, int channels = 1, PixelSize? pixelSize = null)
    {
        float[] copy = Allocate(pixels.Length, shape, channels);
        TensorPrimitives.ConvertTruncating(pixels, copy);
        return new MicroscopyImage(copy, shape, channels, pixelSize);
    }

    /// <summary>Copies float values.</summary>
    /// <inheritdoc cref="FromPixels(ReadOnlySpan{byte}, ImageShape, int, Cellulus.PixelSize?)"/>
    /// <exception cref="InvalidImageException">A value is NaN or infinite, or the number of values does not match the shape.</exception>
    public static MicroscopyImage FromPixels(ReadOnlySpan<float> pixels, ImageShape shape, int channels = 1, PixelSize? pixelSize = null)
    {
        float[] copy = Allocate(pixels.Length, shape, channels);
        pixels.CopyTo(copy);
        return Adopt(copy, shape, channels, pixelSize);
    }

    /// <summary>Takes over an array that nobody else writes to; checks that every value is finite.</summary>
    internal static MicroscopyImage Adopt(float[] pixels, ImageShape shape, int channels, PixelSize? pixelSize = null)
    {
        CheckLength(pixels.Length, shape, channels);
        if (!TensorPrimitives.IsFiniteAll<float>(pixels))
            ThrowNotFinite(pixels, shape);
        return new MicroscopyImage(pixels, shape, channels, pixelSize);
    }

    private static float[] Allocate(int length, ImageShape shape, int channels)
    {
        CheckLength(length, shape, channels);
        return GC.AllocateUninitializedArray<float>(length);
    }

    private static void CheckLength(int length, ImageShape shape, int channels)
    {
        int expected = shape.CheckedLength(channels);
        if (length != expected)
            throw new InvalidImageException($"An image of {shape} with {channels} channel(s) has {expected} values; {length} were given.");
    }

    private static void ThrowNotFinite(float[] pixels, ImageShape shape)
    {
        int i = Array.FindIndex(pixels, v => !float.IsFinite(v));
        int plane = shape.Height * shape.Width, volume = plane * shape.Depth;
        throw new InvalidImageException(
            $"The pixel at channel {i / volume}, z {i % volume / plane}, y {i % plane / shape.Width}, x {i % shape.Width} is {pixels[i]}; " +
            "every value must be finite. Replace such pixels before segmentation.");
    }
}
