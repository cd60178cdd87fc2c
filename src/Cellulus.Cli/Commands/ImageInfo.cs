using System.Text.Json.Nodes;
using Cellulus.Imaging;

namespace Cellulus.Cli.Commands;

/// <summary>What is told of an image file.</summary>
internal static class ImageInfo
{
    public static JsonObject Describe(string path, TiffReadOptions reading)
    {
        StoredImage image = ImageFile.ReadStored(path, reading);
        var info = new JsonObject
        {
            ["kind"] = "image",
            ["width"] = image.Shape.Width,
            ["height"] = image.Shape.Height,
            ["depth"] = image.Shape.Depth,
            ["channels"] = image.Channels,
            ["frames"] = image.Frames,
            ["type"] = image.Type.ToString().ToLowerInvariant(),
        };
        if (image.SeriesCount > 1)
            info["series"] = image.SeriesCount;
        if (image.PixelSize is { } size)
        {
            var pixelSize = new JsonObject { ["x"] = size.X, ["y"] = size.Y };
            if (size.Z is { } z)
                pixelSize["z"] = z;
            info["pixelSize"] = pixelSize;
        }
        IReadOnlyList<ChannelStatistics> statistics = image.GetStatistics();
        info["min"] = List(statistics.Select(s => s.Min));
        info["max"] = List(statistics.Select(s => s.Max));
        info["mean"] = List(statistics.Select(s => s.Mean));
        return info;
    }

    // JSON knows no NaN and no infinities; float files may hold them.
    private static JsonArray List(IEnumerable<double> values) =>
        new([.. values.Select(v => double.IsFinite(v) ? JsonValue.Create(v) : null)]);
}
