namespace Cellulus;

/// <summary>A part of an image to learn from.</summary>
/// <param name="Image">Number of the image.</param>
/// <param name="Box">The part, in raw pixels.</param>
/// <param name="Rescaled">Its extent on the network's grid.</param>
internal readonly record struct TrainingWindow(int Image, GridBox Box, ImageShape Rescaled)
{
    /// <summary>Cuts it from its image, normalised by the whole of that, as segmentation will do.</summary>
    public MicroscopyImage Normalized(IReadOnlyList<MicroscopyImage> images, StageExecution execution) =>
        Normalization.Normalize(images[Image], execution: execution).Crop(Box);
}

/// <summary>
/// What of many or large images is learned from. An embedding's training holds all of it in memory, and each look of self-training segments
/// all of it several times, so
/// memory and time would grow without end; what is typical of cells shows in some hundred fields of view. So the images stay whole up to a
/// number of pixels, and beyond
/// that windows are taken, of as many images as a window that holds hundreds of cells leaves room for.
/// </summary>
internal static class TrainingWindows
{
    /// <summary>Pixels that a window has at least, if the image has them: 21 x 21 cells of 24 px, and 8 x 8 x 4 of 16 px.</summary>
    private const long LeastOfPlane = 512 * 512, LeastOfVolume = 64 * 128 * 128;

    // Powers of the inverse of the number that solves g^4 = g + 1: multiples of these, modulo 1, fill a cube evenly.
    private const double StepZ = 0.8191725134, StepY = 0.6710436067, StepX = 0.5497004779;

    /// <summary>Chooses windows. The same input gives the same ones.</summary>
    /// <param name="given">Extents of the raw images, all planes or all volumes.</param>
    /// <param name="rescaled">Their extents on the network's grid.</param>
    /// <param name="mostPixels">Pixels of that grid to learn from, about.</param>
    /// <returns>Windows in the order of the images, one an image at most.</returns>
    public static IReadOnlyList<TrainingWindow> Of(IReadOnlyList<ImageShape> given, IReadOnlyList<ImageShape> rescaled, long mostPixels)
    {
        long all = rescaled.Sum(s => s.PixelCount);
        if (all <= mostPixels)
            return [.. given.Select((shape, i) => new TrainingWindow(i, GridBox.Of(shape), rescaled[i]))];
        long least = Math.Min(given[0].Rank == 3 ? LeastOfVolume : LeastOfPlane, all / rescaled.Count);
        int[] images = EvenSample.Of(given.Count, (int)Math.Clamp(mostPixels / least, 1, int.MaxValue));
        long each = mostPixels / images.Length;
        return [.. images.Select((image, k) =>
        {
            ImageShape window = Cut(given[image], rescaled[image], each);
            return new TrainingWindow(image, Place(given[image], window, k), Scaled(window, given[image], rescaled[image]));
        })];
    }

    /// <summary>The same of raw images.</summary>
    /// <param name="images">All planes or all volumes.</param>
    /// <param name="scale">Columns of the network's grid over raw ones.</param>
    /// <param name="mostPixels">Pixels of that grid to learn from, about.</param>
    public static IReadOnlyList<TrainingWindow> Of(IReadOnlyList<MicroscopyImage> images, double scale, long mostPixels) =>
        Of([.. images.Select(i => i.Shape)], [.. images.Select(i => Rescaling.GetShape(i.Shape, scale, i.PixelSize))], mostPixels);

    /// <summary>Extent of a window in raw pixels: as near to a cube on the network's grid as the image allows.</summary>
    private static ImageShape Cut(ImageShape given, ImageShape rescaled, long pixels)
    {
        (int Given, int Rescaled)[] axes = [(given.Depth, rescaled.Depth), (given.Height, rescaled.Height), (given.Width, rescaled.Width)];
        int[] sides = new int[axes.Length], byLength = [.. Enumerable.Range(0, axes.Length).OrderBy(a => axes[a].Rescaled)];
        double left = pixels;
        // What a short axis does not take is for the longer ones.
        for (int taken = 0; taken < axes.Length; taken++)
        {
            int axis = byLength[taken];
            double side = Math.Min(axes[axis].Rescaled, Math.Pow(left, 1.0 / (axes.Length - taken)));
            sides[axis] = Math.Clamp((int)Math.Round(side * axes[axis].Given / axes[axis].Rescaled), 1, axes[axis].Given);
            left /= side;
        }
        return new ImageShape(sides[0], sides[1], sides[2]);
    }

    private static ImageShape Scaled(ImageShape window, ImageShape given, ImageShape rescaled)
    {
        return new ImageShape(Side(window.Depth, given.Depth, rescaled.Depth), Side(window.Height, given.Height, rescaled.Height), Side(window.Width, given.Width, rescaled.Width));

        static int Side(int part, int from, int to) => Math.Max(1, (int)Math.Round((double)part * to / from));
    }

    private static GridBox Place(ImageShape image, ImageShape window, int number)
    {
        int z = Start(image.Depth, window.Depth, StepZ), y = Start(image.Height, window.Height, StepY), x = Start(image.Width, window.Width, StepX);
        return new GridBox(z, y, x, z + window.Depth, y + window.Height, x + window.Width);

        int Start(int length, int side, double step) => (int)((0.5 + number * step) % 1 * (length - side + 1));
    }
}
