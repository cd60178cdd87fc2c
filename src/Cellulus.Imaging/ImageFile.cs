namespace Cellulus.Imaging;

/// <summary>
/// Reads and writes image files: PNG and TIFF, told apart by their content. Every failure is an
/// <see cref="ImageFileException"/> that names the file; files are written completely or not at all.
/// </summary>
public static class ImageFile
{
    /// <summary>Reads an image (its first time point) as floats of the stored values.</summary>
    /// <param name="path">A PNG or TIFF file.</param>
    /// <param name="tiff">What the metadata leave open.</param>
    /// <param name="cancellationToken">Stops the reading at the next block of the file.</param>
    /// <exception cref="ImageFileException">The file is missing, unreadable, damaged, or holds NaN or infinite values.</exception>
    public static MicroscopyImage Read(string path, TiffReadOptions? tiff = null, CancellationToken cancellationToken = default)
    {
        StoredImage stored = ReadStored(path, tiff, cancellationToken);
        return FileAccessGuard.Run(path, "cannot be used as an image", () => stored.ToImage());
    }

    /// <summary>Reads an image on another thread.</summary>
    /// <param name="path">A PNG or TIFF file.</param>
    /// <param name="tiff">What the metadata leave open.</param>
    /// <param name="cancellationToken">Stops the reading at the next block of the file.</param>
    /// <exception cref="ImageFileException">The file is missing, unreadable, damaged, or holds NaN or infinite values.</exception>
    public static Task<MicroscopyImage> ReadAsync(string path, TiffReadOptions? tiff = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => Read(path, tiff, cancellationToken), cancellationToken);

    /// <summary>Reads an image as the file stores it: sample type, all time points, pixel size.</summary>
    /// <param name="path">A PNG or TIFF file.</param>
    /// <param name="tiff">What the metadata leave open.</param>
    /// <param name="cancellationToken">Stops the reading at the next block of the file.</param>
    /// <exception cref="ImageFileException">The file is missing, unreadable or damaged.</exception>
    public static StoredImage ReadStored(string path, TiffReadOptions? tiff = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return FileAccessGuard.Run(path, "cannot be read", () =>
        {
            using FileStream file = Open(path);
            using var stream = new CancellableStream(file, cancellationToken);
            return ImageFormatDetector.Detect(stream, path) == ImageFormat.Png
                ? PngDecoder.Decode(stream, path, tiff)
                : TiffDecoder.Decode(stream, path, tiff);
        });
    }

    /// <summary>
    /// Reads instance labels: one channel of whole numbers, 0 is background. Of a palette image the indices are the labels; an image whose
    /// red, green and blue are equal is gray.
    /// </summary>
    /// <param name="path">A PNG or TIFF file of one time point.</param>
    /// <param name="tiff">What the metadata leave open.</param>
    /// <param name="cancellationToken">Stops the reading at the next block of the file.</param>
    /// <exception cref="ImageFileException">The file is missing, unreadable, damaged, or holds something else than labels of one time
    /// point.</exception>
    public static LabelImage ReadLabels(string path, TiffReadOptions? tiff = null, CancellationToken cancellationToken = default) =>
        LabelReader.One(path, ReadLabelFrames(path, tiff, cancellationToken));

    /// <summary>Reads instance labels of all time points, as <see cref="ReadLabels"/> does of one.</summary>
    /// <param name="path">A PNG or TIFF file.</param>
    /// <param name="tiff">What the metadata leave open.</param>
    /// <param name="cancellationToken">Stops the reading at the next block of the file.</param>
    /// <returns>Labels of each time point; at least one.</returns>
    /// <exception cref="ImageFileException">The file is missing, unreadable, damaged, or holds something else than labels.</exception>
    public static IReadOnlyList<LabelImage> ReadLabelFrames(string path, TiffReadOptions? tiff = null, CancellationToken cancellationToken = default) =>
        LabelReader.Frames(path, LabelReader.Read(path, tiff, cancellationToken));

    /// <summary>Expands files, folders and globs to the image files they name.</summary>
    /// <param name="paths">
    /// Files (taken as they are), folders (their .png, .tif and .tiff files, not those of folders within) and globs with
    /// * and ? in any part and ** for folders at any depth (image files only). Names that begin with a dot are left out.
    /// </param>
    /// <returns>Paths without duplicates in ordinal order.</returns>
    /// <exception cref="ImageFileException">A path does not exist, a folder or glob yields no image, or there is no path at
    /// all.</exception>
    public static IReadOnlyList<string> Find(params IEnumerable<string> paths) => ImageFinder.Find(paths);

    /// <summary>
    /// Writes a PNG: one or three channels of whole numbers, 8 bits if all are at most 255, else 16.
    /// </summary>
    /// <param name="path">The file to create or replace; missing folders are created.</param>
    /// <param name="image">One plane.</param>
    /// <param name="cancellationToken">Stops the writing at the next block of the file, which is then left as it was.</param>
    /// <exception cref="ImageFileException">PNG cannot hold the image, or the file system refuses.</exception>
    public static void WritePng(string path, MicroscopyImage image, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        Write(path, stream => PngEncoder.Encode(stream, StoredImage.FromImage(image)), cancellationToken);
    }

    /// <summary>Writes a TIFF with all channels and slices, in the smallest type that keeps every value: 8 or 16 bits, or float.</summary>
    /// <param name="path">The file to create or replace; missing folders are created.</param>
    /// <param name="image">The image.</param>
    /// <param name="options">How to write it.</param>
    /// <param name="cancellationToken">Stops the writing at the next block of the file, which is then left as it was.</param>
    /// <exception cref="ImageFileException">The file system refuses.</exception>
    public static void WriteTiff(string path, MicroscopyImage image, TiffWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        Write(path, stream => TiffEncoder.Encode(stream, StoredImage.FromImage(image), options), cancellationToken);
    }

    /// <summary>
    /// Writes instance labels: 16 bits, or 32 when a label needs them. TIFF, unless the name ends in .png: that takes one
    /// plane of labels up to 65535.
    /// </summary>
    /// <param name="path">The file to create or replace; missing folders are created.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="pixelSize">Physical pixel size in um, stored with them.</param>
    /// <param name="cancellationToken">Stops the writing at the next block of the file, which is then left as it was.</param>
    /// <exception cref="ImageFileException">The format cannot hold the labels, or the file system refuses.</exception>
    public static void WriteLabels(string path, LabelImage labels, PixelSize? pixelSize = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(labels);
        StoredImage stored = StoredImage.FromLabels(labels, pixelSize);
        if (".png".Equals(Path.GetExtension(path), StringComparison.OrdinalIgnoreCase))
            Write(path, stream => PngEncoder.Encode(stream, stored), cancellationToken);
        else
            Write(path, stream => TiffEncoder.Encode(stream, stored), cancellationToken);
    }

    /// <summary>Writes a file completely or not at all.</summary>
    internal static void Write(string path, Action<Stream> write, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileAccessGuard.Run(path, "cannot be written", () =>
        {
            AtomicFile.Write(path, file =>
            {
                using var stream = new CancellableStream(file, cancellationToken);
                write(stream);
            });
            return true;
        });
    }

    /// <summary>Opens a file that is read in blocks. Call it within <see cref="FileAccessGuard"/>.</summary>
    internal static FileStream Open(string path) => InputFile.Open(path, bufferSize: 1 << 16);
}
