namespace Cellulus;

/// <summary>Where the labels of a streamed image go.</summary>
public interface ILabelSink
{
    /// <summary>Begins the output; called once, when all labels are known.</summary>
    /// <param name="shape">Extent of the whole.</param>
    /// <param name="maxLabel">The largest label; 0 for an image without objects.</param>
    /// <param name="pixelSize">Physical pixel size in um, if known.</param>
    /// <returns>What takes the labels. Disposed at the end; disposed before it is complete, it must leave nothing behind.</returns>
    ILabelWriter Open(ImageShape shape, int maxLabel, PixelSize? pixelSize);
}
