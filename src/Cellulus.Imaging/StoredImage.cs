namespace Cellulus.Imaging;

/// <summary>
/// An image as its file stores it: typed samples in the order (frame, channel, z, y, x), palette expanded to colour, alpha
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
    public StoredImage(Array samples, PixelType type, ImageShape shape, int channels = 1, int frames = 1, PixelSize? pixelSize = null)
    {
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
}
