namespace Cellulus.Imaging;

/// <summary>
/// How to read an image file whose metadata leave something open, or are wrong. Axes, pages and series are of TIFF files; the rest holds
/// for PNG as well.
/// </summary>
public sealed record TiffReadOptions
{
    /// <summary>What the pages are. Default <see cref="PageAxis.Auto"/>: as the metadata say; any other value overrides them.</summary>
    public PageAxis Pages { get; init; } = PageAxis.Auto;

    /// <summary>
    /// The axes of the planes of a file, the slowest first, where one axis (<see cref="Pages"/>) is not enough: letters of C (channels), Z
    /// (slices) and T (time points), each with its extent where the file does not tell it; one extent can be left out. "TYX": all planes
    /// are
    /// time points; "TC2YX": time points of two channels each. "YX" at the end can be left out. Where samples of a pixel are stored as
    /// planes of their own, they count as planes, unless S is among the letters. Default <see langword="null"/>: as the metadata say;
    /// anything else overrides them, and <see cref="Pages"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The text is none of these.</exception>
    public string? Axes
    {
        get;
        init => field = value is null || SaidAxes.Parse(value) is not null
            ? value : throw new ArgumentException($"\"{value}\" names no axes; they are letters of C, Z and T, the slowest first, such as TYX or TC2YX.", nameof(value));
    }

    /// <summary>
    /// The image to read of a file that holds several (<see cref="StoredImage.SeriesCount"/>), 0 for the first. Default
    /// <see langword="null"/>: the first.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int? Series
    {
        get;
        init => field = value is null or >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Images of a file are counted from 0.");
    }

    /// <summary>
    /// Size of a pixel in um. Default <see langword="null"/>: as the file says; anything else overrides it. Without a Z, the distance of
    /// slices stays as the file says.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public PixelSize? PixelSize
    {
        get;
        init => field = value is null or { X: > 0 and < double.PositiveInfinity, Y: > 0 and < double.PositiveInfinity, Z: null or (> 0 and < double.PositiveInfinity) }
            ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A pixel size is a positive number of um.");
    }

    /// <summary>
    /// Distance of slices in um. Default <see langword="null"/>: as the file or <see cref="PixelSize"/> says; anything else overrides both.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public double? ZSpacing
    {
        get;
        init => field = value is null or (> 0 and < double.PositiveInfinity)
            ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A distance of slices is a positive number of um.");
    }

    /// <summary>What becomes of a palette. Default <see cref="PaletteReading.Auto"/>.</summary>
    public PaletteReading Palette { get; init; } = PaletteReading.Auto;

    /// <summary>
    /// Keep red, green and blue apart where they are equal in every pixel. Default <see langword="false"/>: such an image is gray, one
    /// channel. Set it where gray images are to go with colour ones.
    /// </summary>
    public bool KeepColour { get; init; }

    /// <summary>The size of a pixel in effect.</summary>
    /// <param name="told">What the file says.</param>
    /// <exception cref="InvalidImageException">A distance of slices was given of pixels whose size nobody tells.</exception>
    internal PixelSize? PixelSizeOr(PixelSize? told)
    {
        PixelSize? size = PixelSize is { } said ? said with { Z = said.Z ?? told?.Z } : told;
        if (ZSpacing is null)
            return size;
        return size is { } known ? known with { Z = ZSpacing } : throw new InvalidImageException(
            $"{nameof(TiffReadOptions)}.{nameof(ZSpacing)} is given, but the file does not tell the size of a pixel; give {nameof(TiffReadOptions)}.{nameof(PixelSize)}, too.");
    }
}
