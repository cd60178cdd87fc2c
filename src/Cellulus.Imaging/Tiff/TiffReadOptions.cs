namespace Cellulus.Imaging;

/// <summary>How to read a TIFF file whose metadata leave something open, or are wrong.</summary>
public sealed record TiffReadOptions
{
    /// <summary>What the pages are. Default <see cref="PageAxis.Auto"/>: as the metadata say; any other value overrides them.</summary>
    public PageAxis Pages { get; init; } = PageAxis.Auto;

    /// <summary>What becomes of a palette. Default <see cref="PaletteReading.Auto"/>.</summary>
    public PaletteReading Palette { get; init; } = PaletteReading.Auto;
}
