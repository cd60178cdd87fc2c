namespace Cellulus.Imaging;

/// <summary>Enlarges flat data by a whole factor, each pixel becoming a square: what is shown stays what was measured.</summary>
internal static class Enlargement
{
    private const int WantedSide = 512;
    private const int MaxAutomatic = 8;

    /// <summary>The factor that the options ask for or that suits pictures of so many slices.</summary>
    public static int Factor(PictureOptions options, ImageShape shape, int pictures)
    {
        if (options.Zoom is { } zoom)
            return zoom;
        long side = (long)Math.Max(shape.Width, shape.Height) * PictureLayout.Columns(pictures);
        return (int)Math.Min((WantedSide + side - 1) / side, MaxAutomatic);
    }

    /// <summary>The canvas with each pixel as a square.</summary>
    public static Canvas Enlarge(Canvas canvas, int factor)
    {
        if (factor == 1)
            return canvas;
        Picture small = canvas.ToPicture();
        var large = new Canvas((long)small.Width * factor, (long)small.Height * factor);
        for (int y = 0; y < large.Height; y++)
            for (int x = 0; x < large.Width; x++)
                large.Set(y * large.Width + x, small[y / factor, x / factor]);
        return large;
    }
}
