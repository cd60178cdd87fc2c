namespace Cellulus;

/// <summary>A part of a larger image, and where in it the part lies.</summary>
public sealed class ImageWindow
{
    /// <summary>Places a part.</summary>
    /// <param name="image">The part.</param>
    /// <param name="place">Where it lies; as large as the part.</param>
    /// <param name="whole">Extent of the whole image.</param>
    /// <exception cref="ArgumentException">The place lies outside of the whole or has another extent than the part.</exception>
    public ImageWindow(MicroscopyImage image, PixelBox place, ImageShape whole)
    {
        ArgumentNullException.ThrowIfNull(image);
        Box = GridBox.From(place);
        if (Box.Shape != image.Shape || Box.Intersect(GridBox.Of(whole)) != Box)
            throw new ArgumentException($"A part of {image.Shape} cannot lie at {place} in {whole}.", nameof(place));
        (Image, Place, Whole) = (image, place, whole);
    }

    /// <summary>The part.</summary>
    public MicroscopyImage Image { get; }

    /// <summary>Where it lies in the whole.</summary>
    public PixelBox Place { get; }

    /// <summary>Extent of the whole image.</summary>
    public ImageShape Whole { get; }

    internal GridBox Box { get; }

    /// <summary>An image that is its own whole.</summary>
    internal static ImageWindow Of(MicroscopyImage image) => new(image, GridBox.Of(image.Shape).ToPixelBox(), image.Shape);
}
