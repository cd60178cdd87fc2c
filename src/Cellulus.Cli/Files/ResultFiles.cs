using Cellulus.Cli.Input;

namespace Cellulus.Cli.Files;

/// <summary>Which files a segmentation writes, and what they are called.</summary>
/// <param name="Overlays">Pictures of the images with outlines.</param>
/// <param name="Rois">ROIs for ImageJ.</param>
/// <param name="Mark">Whether the table begins with a mark of UTF-8.</param>
internal sealed record ResultFiles(bool Overlays, bool Rois, bool Mark)
{
    /// <summary>The measurements of all objects of all images.</summary>
    public const string Table = "objects.csv";

    public static string Labels(ImageEntry entry) => entry.Name + ".tif";

    public static string Overlay(ImageEntry entry) => entry.Name + "-overlay.png";

    public static string RoiSet(ImageEntry entry) => entry.Name + ".zip";

    /// <summary>All that is written for an image.</summary>
    /// <param name="entry">The image.</param>
    /// <param name="rank">2 for planes, 3 for volumes, of which there are no ROIs.</param>
    public IEnumerable<string> Of(ImageEntry entry, int rank)
    {
        yield return Labels(entry);
        if (Overlays)
            yield return Overlay(entry);
        if (Rois && rank == 2)
            yield return RoiSet(entry);
    }
}
