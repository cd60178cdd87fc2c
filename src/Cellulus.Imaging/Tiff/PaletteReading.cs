namespace Cellulus.Imaging;

/// <summary>What to do with the colour table of a palette image.</summary>
public enum PaletteReading
{
    /// <summary>
    /// Expand to red, green and blue, or to one channel where all colours of the table are gray; except in files of ImageJ, which stores
    /// the lookup table that a gray or label image was displayed with as a palette: there the stored values are the data.
    /// </summary>
    Auto,

    /// <summary>Expand to three 8-bit channels: red, green, blue.</summary>
    Colour,

    /// <summary>Keep the stored values as one channel; right for label images with a colour table.</summary>
    Indices,
}
