namespace Cellulus.Imaging;

/// <summary>
/// Annotations as tools save them: label images and masks (TIFF, PNG), masks in the colours of QuickAnnotator (PNG, TIFF), and ROIs of
/// ImageJ and Fiji (.roi, or many
/// of them as .zip). Every failure is an <see cref="ImageFileException"/> that names the file.
/// </summary>
public static class AnnotationFile
{
    /// <summary>Largest side of a plane in px whose places ROIs can tell: they store 16 bits with a sign.</summary>
    public const int LargestRoiSide = RoiEncoder.LargestSide;

    private static readonly string[] s_roiExtensions = [".roi", ".zip"];

    /// <summary>Reads the annotations of an image.</summary>
    /// <param name="path">
    /// One of:
    /// <list type="bullet">
    /// <item>a label image, each object with a number of its own, stored as gray values or as indices of a palette; where there is but one
    /// number, each connected piece is an object;</item>
    /// <item>a colour image of (0, 255, 255) object, (255, 0, 255) background, (0, 0, 255) and (0, 0, 0) unknown; each connected piece of
    /// (0, 255, 255) is an object;</item>
    /// <item>ROIs: polygons, freehand and traced outlines, rectangles, ovals and what is composed of them. A pixel belongs to the area that
    /// its centre lies in; where areas
    /// overlap, to the last of the file. Planes only.</item>
    /// </list>
    /// </param>
    /// <param name="shape">Extent of the image.</param>
    /// <param name="cancellationToken">Stops the reading at the next block of the file.</param>
    /// <exception cref="ImageFileException">The file is missing, damaged or none of these, lies on another grid, or holds a ROI that is no
    /// area or has no pixel of its own in the image.</exception>
    public static Annotation Read(string path, ImageShape shape, CancellationToken cancellationToken = default) =>
        LabelReader.One(path, ReadFrames(path, shape, cancellationToken: cancellationToken));

    /// <summary>Reads the annotations of all time points, as <see cref="Read"/> does of one.</summary>
    /// <param name="path">As for <see cref="Read"/>. ROIs tell of one time point.</param>
    /// <param name="shape">Extent of the image at one time point.</param>
    /// <param name="tiff">What the metadata leave open.</param>
    /// <param name="cancellationToken">Stops the reading at the next block of the file.</param>
    /// <returns>Annotations of each time point; at least one.</returns>
    /// <exception cref="ImageFileException">As for <see cref="Read"/>.</exception>
    public static IReadOnlyList<Annotation> ReadFrames(string path, ImageShape shape, TiffReadOptions? tiff = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (IsRois(path))
            return [new Annotation(FileAccessGuard.Run(path, "cannot be read as ROIs", () =>
            {
                using FileStream file = ImageFile.Open(path);
                using var stream = new CancellableStream(file, cancellationToken);
                var painter = new RoiPainter(shape, path);
                RoiSet.Read(stream, path, painter.Add);
                return painter.Finish();
            }))];
        StoredImage stored = LabelReader.Read(path, tiff, cancellationToken);
        // Nothing is said of the pages, but they are as many as the image has slices.
        if (stored.Frames == 1 && stored.Shape.Depth == 1 && stored.Channels > 1 && stored.Channels == shape.Depth)
            stored = stored.WithChannelsAsSlices();
        if (stored.Shape != shape)
            throw new ImageFileException(path, $"has {stored.Shape} pixels, its image {shape}. Annotations must lie on the grid of their image.{Hint(stored.Shape, shape)}");
        Annotation[] frames = [.. Annotations(path, stored)];
        // A mask has one number for all objects.
        int largest = frames.Max(frame => frame.Objects.MaxLabel);
        bool isMask = Array.TrueForAll(frames, frame => !frame.Objects.Labels.ContainsAnyExcept(0, largest));
        return isMask ? [.. frames.Select(frame => frame with { Objects = Pieces(frame.Objects) })] : frames;
    }

    /// <summary>
    /// Writes the outlines of objects as a set of ROIs, which ImageJ and Fiji open in the ROI Manager: one for each label, in the order of
    /// the labels, named by it. Outlines run along pixel edges, so
    /// <see cref="Read"/> gives back the same pixels.
    /// </summary>
    /// <param name="path">The file to create or replace, .zip; missing folders are created.</param>
    /// <param name="labels">One plane.</param>
    /// <param name="cancellationToken">Stops the writing at the next block of the file, which is then left as it was.</param>
    /// <exception cref="ImageFileException">The labels are a volume or larger than ROIs can tell, or the file system refuses.</exception>
    public static void WriteRois(string path, LabelImage labels, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!CanWriteRois(labels.Shape))
            throw new ImageFileException(path, $"cannot be written: ROIs tell places in planes of up to {LargestRoiSide} px a side, these labels have {labels.Shape}.");
        ImageFile.Write(path, stream => RoiSet.Write(stream, labels), cancellationToken);
    }

    /// <summary>Whether ROIs can tell places in such an image: planes of up to <see cref="LargestRoiSide"/> a side.</summary>
    /// <param name="shape">Extent of the image.</param>
    public static bool CanWriteRois(ImageShape shape) => shape.Rank == 2 && Math.Max(shape.Height, shape.Width) <= LargestRoiSide;

    /// <summary>Expands files, folders and globs to the annotation files they name, as <see cref="ImageFile.Find"/> does for
    /// images.</summary>
    /// <param name="paths">Files, folders (their .png, .tif, .tiff, .roi and .zip files) and globs.</param>
    /// <exception cref="ImageFileException">A path does not exist, a folder or glob yields no annotation, or there is no path at
    /// all.</exception>
    public static IReadOnlyList<string> Find(params IEnumerable<string> paths) => ImageFinder.Find(paths, "annotation file", [.. ImageFinder.ImageExtensions, .. s_roiExtensions]);

    private static IEnumerable<Annotation> Annotations(string path, StoredImage stored) => ClassMask.Is(stored)
        ? [FileAccessGuard.Run(path, "cannot be used as annotations", () => ClassMask.Read(stored))]
        : LabelReader.Frames(path, stored).Select(labels => new Annotation(labels));

    private static string Hint(ImageShape has, ImageShape image) => has.Depth == image.Depth
        ? ""
        : $" If its pages are not what they were taken for, say so with {nameof(TiffReadOptions)}.{nameof(TiffReadOptions.Axes)}.";

    private static bool IsRois(string path) => s_roiExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private static LabelImage Pieces(LabelImage mask)
    {
        var pieces = new int[mask.Labels.Length];
        ConnectedComponents.Label(mask.Labels, mask.Shape, diagonal: false, pieces);
        return LabelImage.Adopt(pieces, mask.Shape);
    }
}
