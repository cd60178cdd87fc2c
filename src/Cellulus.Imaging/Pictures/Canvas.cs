namespace Cellulus.Imaging;

/// <summary>A picture in the making; begins as a dark sheet.</summary>
internal sealed class Canvas
{
    private static readonly RgbColor Sheet = new(24, 24, 28);
    private static readonly RgbColor Ink = new(235, 235, 235);

    private readonly byte[] _rgb;

    /// <exception cref="ArgumentException">The canvas would not fit in memory as one piece.</exception>
    public Canvas(long width, long height)
    {
        if (width is < 1 or > int.MaxValue || height is < 1 or > int.MaxValue || (Int128)3 * width * height > Array.MaxLength)
            throw new ArgumentException($"A picture of {width} x {height} pixels is too large; choose a smaller zoom or fewer pictures.");
        Width = (int)width;
        Height = (int)height;
        _rgb = new byte[3 * Width * Height];
        for (int i = 0; i < Width * Height; i++)
            Set(i, Sheet);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Colours a pixel, by its index in row-major order.</summary>
    public void Set(int pixel, RgbColor color)
    {
        Span<byte> rgb = _rgb.AsSpan(3 * pixel, 3);
        rgb[0] = color.Red;
        rgb[1] = color.Green;
        rgb[2] = color.Blue;
    }

    /// <summary>Mixes a colour into a pixel; share 1 covers it.</summary>
    public void Blend(int pixel, RgbColor color, double share)
    {
        Span<byte> rgb = _rgb.AsSpan(3 * pixel, 3);
        rgb[0] = Mix(rgb[0], color.Red, share);
        rgb[1] = Mix(rgb[1], color.Green, share);
        rgb[2] = Mix(rgb[2], color.Blue, share);
    }

    /// <summary>Copies a picture that fits.</summary>
    public void Place(Picture picture, int left, int top)
    {
        int bytes = 3 * picture.Width;
        for (int y = 0; y < picture.Height; y++)
            picture.Rgb.Slice(y * bytes, bytes).CopyTo(_rgb.AsSpan(3 * ((top + y) * Width + left)));
    }

    /// <summary>Writes text, cut off where the next glyph would pass <paramref name="maxWidth"/>.</summary>
    public void Write(string text, int left, int top, int scale, int maxWidth)
    {
        for (int i = 0; i < text.Length && (i + 1) * PixelFont.Advance * scale <= maxWidth; i++)
        {
            for (int y = 0; y < PixelFont.Height * scale; y++)
            {
                for (int x = 0; x < PixelFont.Width * scale; x++)
                {
                    if (PixelFont.IsInk(text[i], x / scale, y / scale))
                        Set((top + y) * Width + left + i * PixelFont.Advance * scale + x, Ink);
                }
            }
        }
    }

    /// <summary>The picture; the canvas must not be used afterwards.</summary>
    public Picture ToPicture() => new(_rgb, Width, Height);

    private static byte Mix(byte below, byte above, double share) => (byte)Math.Round(below + (above - below) * share);
}
