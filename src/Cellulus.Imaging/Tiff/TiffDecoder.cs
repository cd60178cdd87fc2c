namespace Cellulus.Imaging;

// PLACEHOLDER: replaced by branch `tiff` on merge.
internal static class TiffDecoder
{
    public static StoredImage Decode(Stream stream, string path, TiffReadOptions? options = null) =>
        throw new ImageFileException(path, "TIFF files are not read yet.");
}
