namespace Cellulus.Imaging;

/// <summary>An immutable picture for people: RGB, 8 bits, rows from top to bottom. <see cref="Pictures"/> makes them.</summary>
public sealed class Picture
{
    private readonly byte[] _rgb;

    internal Picture(byte[] rgb, int width, int height)
    {
        if (width < 1 || height < 1 || rgb.Length != 3L * width * height)
            throw new ArgumentException($"A picture of {width} x {height} has {3L * width * height} bytes; {rgb.Length} were given.", nameof(rgb));
        _rgb = rgb;
        Width = width;
        Height = height;
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Red, green and blue of each pixel, order (y, x, colour).</summary>
    public ReadOnlySpan<byte> Rgb => _rgb;

    /// <summary>The colour of one pixel.</summary>
    /// <param name="y">Row.</param>
    /// <param name="x">Column.</param>
    public RgbColor this[int y, int x]
    {
        get
        {
            ReadOnlySpan<byte> pixel = _rgb.AsSpan(3 * (y * Width + x), 3);
            return new RgbColor(pixel[0], pixel[1], pixel[2]);
        }
    }

    /// <summary>Writes the picture as PNG, completely or not at all.</summary>
    /// <param name="path">The file to create or replace; missing folders are created.</param>
    /// <exception cref="ImageFileException">The file system refuses.</exception>
    public void Save(string path) =>
        ImageFile.Write(path, stream => PngEncoder.Encode(stream, Width, Height, 8, 3, (y, row) => _rgb.AsSpan(y * row.Length, row.Length).CopyTo(row)));

    /// <summary>Pictures in a row, each under its title, tops aligned.</summary>
    /// <param name="pictures">Titles (printable ASCII and µ; cut off at the picture's width) and pictures, at least one.</param>
    /// <exception cref="ArgumentException">There is no picture, or the result would be too large.</exception>
    public static Picture Beside(params IReadOnlyList<(string Title, Picture Picture)> pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        return PictureLayout.Beside(pictures);
    }
}
