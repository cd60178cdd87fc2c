#pragma warning disable CS1591, CA1822, CA1801
namespace Cellulus.Imaging;

// Stand-ins for what is written elsewhere; this file goes when they come.
public static class ImageFile
{
    public static MicroscopyImage Read(string path) => throw new NotSupportedException();
    public static StoredImage ReadStored(string path) => throw new NotSupportedException();
    public static LabelImage ReadLabels(string path) => throw new NotSupportedException();
    public static IReadOnlyList<string> Find(params IEnumerable<string> paths) => throw new NotSupportedException();
    public static void WriteLabels(string path, LabelImage labels, PixelSize? pixelSize = null) => throw new NotSupportedException();
    public static void WritePng(string path, MicroscopyImage image) => throw new NotSupportedException();
    public static void WriteTiff(string path, MicroscopyImage image) => throw new NotSupportedException();
}

public sealed class Picture
{
    public void Save(string path) => throw new NotSupportedException();
}

public static class Pictures
{
    public static Picture Overlay(MicroscopyImage image, LabelImage labels) => throw new NotSupportedException();
}

public readonly record struct ChannelStatistics(double Min, double Max, double Mean);

public static class PendingStoredImage
{
    public static MicroscopyImage ToImage(this StoredImage image, int frame = 0) => throw new NotSupportedException();
    public static IReadOnlyList<ChannelStatistics> GetStatistics(this StoredImage image) => throw new NotSupportedException();
}
