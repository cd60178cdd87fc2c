namespace Cellulus.Imaging;

/// <summary>How the segments of a written TIFF file are compressed; all are lossless.</summary>
public enum TiffCompression
{
    /// <summary>Not at all: largest, fastest to read.</summary>
    None,

    /// <summary>LZW: read by every program, two to four times the size of deflate on label images.</summary>
    Lzw,

    /// <summary>Deflate (zlib): smallest.</summary>
    Deflate,
}
