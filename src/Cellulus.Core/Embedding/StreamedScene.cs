namespace Cellulus;

/// <summary>What refiners of a streamed image work with.</summary>
internal sealed class StreamedScene
{
    /// <summary>The normalised image.</summary>
    public required NormalizedSource Image { get; init; }

    public required StreamedField Field { get; init; }

    /// <summary>Typical object diameter in px of the image.</summary>
    public required double ObjectDiameter { get; init; }

    public required ScratchFolder Scratch { get; init; }

    /// <summary>The windows that the image is worked on in, without their context.</summary>
    public required BoxGrid Windows { get; init; }

    /// <summary>Whole rows of the image, a few at a time, for sums whose order matters.</summary>
    public required BoxGrid Strips { get; init; }

    /// <summary>Most pixels that a window with its context may have.</summary>
    public required long LargestWindow { get; init; }

    public ImageShape Shape => Image.Shape;

    /// <summary>Pixels of the image that one pixel of the network measures.</summary>
    public double PixelsPerNetworkPixel => (double)Shape.Width / Field.Shape.Width;

    /// <summary>Bytes for each pixel of a window with its context, at most, whatever the refiner.</summary>
    public const int BytesPerWindowPixel = 80;

    /// <summary>Checks a window against what memory was planned for; objects far larger than typical ones make it larger.</summary>
    /// <exception cref="MemoryBudgetException">It is larger.</exception>
    public GridBox RequireWindow(GridBox window)
    {
        if (window.Shape.PixelCount > LargestWindow)
            new MemoryPlan([new MemoryShare($"a window of {window.Shape} pixels", window.Shape.PixelCount * BytesPerWindowPixel)]).Require(
                LargestWindow * BytesPerWindowPixel,
                "An object of the image is far larger than the object diameter says. Raise the memory budget, or correct the object diameter.");
        return window;
    }
}
