namespace Cellulus.Imaging;

// PLACEHOLDER: replaced by branch `tiff` on merge.
internal static class TiffEncoder
{
    public static void Encode(Stream stream, StoredImage image, TiffWriteOptions? options = null) =>
        throw new InvalidImageException("TIFF files are not written yet.");
}
