using Cellulus.Imaging;
using OpenCvSharp;

namespace Cellulus.OpenCv;

/// <summary>
/// Reads the image files that OpenCV reads: JPEG, BMP, WebP, JPEG 2000, OpenEXR, PNG, TIFF with one or more pages, and others, depending on
/// how it was built. 8 and 16 bits and floats are kept, colours come red first, alpha is dropped. OpenCV knows no axes and no pixel sizes:
/// for microscopy TIFFs <see cref="ImageFile"/> is better.
/// </summary>
public static class OpenCvImageFile
{
    private static readonly byte[] s_exr = [0x76, 0x2F, 0x31, 0x01];

    /// <summary>Reads an image (its first time point) as floats of the stored values.</summary>
    /// <inheritdoc cref="ReadStored"/>
    public static MicroscopyImage Read(string path, PageAxis pages = PageAxis.Auto, CancellationToken cancellationToken = default)
    {
        StoredImage stored = ReadStored(path, pages, cancellationToken);
        return FileAccessGuard.Run(path, "cannot be used as an image", () => stored.ToImage());
    }

    /// <summary>Reads an image on another thread.</summary>
    /// <inheritdoc cref="ReadStored"/>
    public static Task<MicroscopyImage> ReadAsync(string path, PageAxis pages = PageAxis.Auto, CancellationToken cancellationToken = default) =>
        Task.Run(() => Read(path, pages, cancellationToken), cancellationToken);

    /// <summary>Reads an image as the file stores it: sample type, all time points.</summary>
    /// <param name="path">The file; its kind is told from its content.</param>
    /// <param name="pages">What the pages of a TIFF are. Default: two to four grey ones are channels, more, and colour pages,
    /// slices.</param>
    /// <param name="cancellationToken">Checked before the file is read and before it is decoded.</param>
    /// <exception cref="ImageFileException">The file is missing, unreadable, damaged, or of a kind that OpenCV does not read
    /// here.</exception>
    /// <exception cref="NativeLibraryException">OpenCV cannot be loaded.</exception>
    public static StoredImage ReadStored(string path, PageAxis pages = PageAxis.Auto, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Enum.IsDefined(pages))
            throw new ArgumentOutOfRangeException(nameof(pages), pages, "There is no such axis.");
        cancellationToken.ThrowIfCancellationRequested();
        byte[] content = FileAccessGuard.Run(path, "cannot be read", () => ReadAll(path));
        cancellationToken.ThrowIfCancellationRequested();
        Mat[] read = Decode(path, content);
        try
        {
            return SampleReader.Read(path, read, pages);
        }
        finally
        {
            foreach (Mat page in read)
                page.Dispose();
        }
    }

    private static byte[] ReadAll(string path)
    {
        using FileStream file = ImageFile.Open(path);
        if (file.Length > Array.MaxLength)
            throw new ImageFileException(path, "cannot be read: it is larger than 2 GB; use a TIFF with ImageFile.");
        byte[] content = new byte[file.Length];
        file.ReadExactly(content);
        return content;
    }

    private static Mat[] Decode(string path, byte[] content)
    {
        try
        {
            Mat[] pages = OpenCvCall.Run(() => IsTiff(content) ? DecodePages(path, content) : [Cv2.ImDecode(content, ImreadModes.Unchanged)]);
            return pages.Length > 0 && pages.All(page => !page.Empty()) ? pages : throw Undecodable(path, content);
        }
        catch (CellulusException e) when (e is not (NativeLibraryException or ImageFileException))
        {
            throw Undecodable(path, content, e);
        }
    }

    private static Mat[] DecodePages(string path, byte[] content)
    {
        using var plain = new PlainPath(path, content);
        return Cv2.ImReadMulti(plain.Value, out Mat[] pages, ImreadModes.Unchanged) ? pages : [];
    }

    private static bool IsTiff(ReadOnlySpan<byte> content) =>
        content.StartsWith("II\x2A\0"u8) || content.StartsWith("MM\0\x2A"u8) || content.StartsWith("II\x2B\0"u8) || content.StartsWith("MM\0\x2B"u8);

    private static ImageFileException Undecodable(string path, byte[] content, Exception? cause = null) => new(
        path,
        content.AsSpan().StartsWith(s_exr)
            ? "OpenCV does not read OpenEXR unless it is told to, since damaged files of this kind could do harm: set the environment variable " +
              "OPENCV_IO_ENABLE_OPENEXR=1 before the program starts, if you trust the file."
            : $"OpenCV cannot decode it (it begins with the bytes {Convert.ToHexString(content.AsSpan(0, Math.Min(8, content.Length)))}): it is damaged, or " +
              "of a kind that this build of OpenCV does not read. Convert it to PNG or TIFF.",
        cause);
}
