namespace Cellulus.Imaging;

/// <summary>How to write a TIFF file. The defaults open in Fiji, napari, QuPath and every program built on libtiff or tifffile.</summary>
public sealed record TiffWriteOptions
{
    /// <summary>Compression. Default <see cref="TiffCompression.Deflate"/>.</summary>
    public TiffCompression Compression { get; init; } = TiffCompression.Deflate;

    /// <summary>
    /// Store differences between neighbours in a row, which makes compressed microscopy images a quarter to a third smaller, and label
    /// images with deflate no smaller. Default
    /// off: ImageJ 1.x, and with it Fiji's File > Open, ignores the mark that deflate data are differences and shows noise; with LZW it
    /// understands 8- and 16-bit samples. Without effect on uncompressed files.
    /// </summary>
    public bool Predictor { get; init; }

    /// <summary>
    /// Side of square tiles in px, a multiple of 16; null, the default, writes strips, which is all that ImageJ 1.x opens. Tiles of 256
    /// or 512 let viewers show a part of a very large image.
    /// </summary>
    public int? TileSize { get; init; }

    /// <summary>
    /// Write BigTIFF whatever the size. Default off: BigTIFF is chosen where the file could pass 3.9 GB. ImageJ 1.x opens no BigTIFF
    /// (Fiji does through Bio-Formats).
    /// </summary>
    public bool ForceBigTiff { get; init; }
}
