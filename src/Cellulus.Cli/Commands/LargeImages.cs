using Cellulus.Cli.Files;
using Cellulus.Imaging;

namespace Cellulus.Cli.Commands;

/// <summary>Images that are worked on in windows because they would not fit in memory as one piece.</summary>
internal static class LargeImages
{
    /// <summary>Opens a file such that its cache leaves room for the work.</summary>
    public static TiffImageSource Open(string path, int frame, TiffReadOptions reading, LargeImageOptions large) =>
        new(path, frame, reading, Math.Min(TiffImageSource.DefaultCacheBytes, large.MemoryBudget / 32));

    /// <summary>Whether an image is one; if so, that it can be segmented at all.</summary>
    /// <param name="segmenter">Would segment it.</param>
    /// <param name="file">All channels: a file that is read as a whole is read with all of them.</param>
    /// <param name="image">The channels that are worked on.</param>
    /// <param name="options">How it would be segmented.</param>
    /// <param name="large">Memory allowed.</param>
    public static bool Check(CellSegmenter segmenter, IImageSource file, IImageSource image, SegmentationOptions options, LargeImageOptions large)
    {
        // A colour file that fits is read as a whole, which tells whether it is gray.
        IImageSource likely = segmenter.Channels == 1 && file is TiffImageSource { MayBeGray: true } ? new SelectedChannels(file, [0]) : image;
        long unused = sizeof(float) * file.Shape.PixelCount * (file.Channels - likely.Channels);
        if (unused + segmenter.EstimateMemory(likely.Shape, likely.Channels, likely.PixelSize, options).TotalBytes <= large.MemoryBudget)
            return false;
        segmenter.PlanLarge(image, options, large);
        return true;
    }

    /// <summary>Where scratch files of an image go. They survive a run that is stopped, so that the next one goes on.</summary>
    public static string ScratchFolder(ResultFolder folder, string name) => folder.PathOf($".{name}.scratch");
}
