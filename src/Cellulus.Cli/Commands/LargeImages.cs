using Cellulus.Imaging;

namespace Cellulus.Cli.Commands;

/// <summary>Images that are worked on in windows because they would not fit in memory as one piece.</summary>
internal static class LargeImages
{
    /// <summary>Opens a file such that its cache leaves room for the work.</summary>
    public static TiffImageSource Open(string path, int frame, LargeImageOptions large) =>
        new(path, frame, cacheBytes: Math.Min(TiffImageSource.DefaultCacheBytes, large.MemoryBudget / 32));

    /// <summary>Whether an image is one; if so, that it can be segmented at all.</summary>
    public static bool Check(CellSegmenter segmenter, IImageSource source, SegmentationOptions options, LargeImageOptions large)
    {
        if (segmenter.EstimateMemory(source.Shape, source.Channels, source.PixelSize, options).TotalBytes <= large.MemoryBudget)
            return false;
        segmenter.PlanLarge(source, options, large);
        return true;
    }

    /// <summary>Where scratch files of an image go. They survive a run that is stopped, so that the next one goes on.</summary>
    public static string ScratchFolder(string folder, string name) => Path.Combine(folder, $".{name}.scratch");
}
