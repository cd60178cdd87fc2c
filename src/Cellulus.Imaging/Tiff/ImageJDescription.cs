using System.Globalization;
using System.Text;

namespace Cellulus.Imaging;

/// <summary>What ImageJ writes into the description of the first page: lines of key=value.</summary>
internal sealed class ImageJDescription
{
    private readonly Dictionary<string, string> _values;

    private ImageJDescription(Dictionary<string, string> values) => _values = values;

    /// <summary>Reads a description, or returns null when it is not ImageJ's.</summary>
    public static ImageJDescription? Parse(string? description)
    {
        if (description is null || !description.StartsWith("ImageJ=", StringComparison.Ordinal))
            return null;
        var values = new Dictionary<string, string>();
        foreach (string line in description.Split('\n', StringSplitOptions.TrimEntries))
            if (line.IndexOf('=') is > 0 and var split)
                values[line[..split]] = line[(split + 1)..];
        return new ImageJDescription(values);
    }

    /// <summary>The description of an image whose pages are in ImageJ's order; it tells the unit of the resolution tags.</summary>
    public static string Write(StoredImage image) => Write(image.Channels, image.Shape.Depth, image.Frames, image.PixelSize);

    /// <inheritdoc cref="Write(StoredImage)"/>
    public static string Write(int channels, int slices, int frames, PixelSize? pixelSize)
    {
        var text = new StringBuilder("ImageJ=1.54f\n");
        text.Append(CultureInfo.InvariantCulture, $"images={channels * slices * frames}\n");
        if (channels > 1)
            text.Append(CultureInfo.InvariantCulture, $"channels={channels}\n");
        if (slices > 1)
            text.Append(CultureInfo.InvariantCulture, $"slices={slices}\n");
        if (frames > 1)
            text.Append(CultureInfo.InvariantCulture, $"frames={frames}\n");
        if (channels > 1 || frames > 1)
            text.Append("hyperstack=true\n");
        if (channels > 1)
            text.Append("mode=grayscale\n");
        if (pixelSize is { X: > 0, Y: > 0 } pixel)
        {
            text.Append("unit=micron\n");
            if (pixel.Z is > 0)
                text.Append(CultureInfo.InvariantCulture, $"spacing={pixel.Z.Value:R}\n");
        }
        return text.Append("loop=false\n").ToString();
    }

    /// <summary>Images of the stack; more than the file has directories when the stack is in one piece.</summary>
    public int Images => Count("images");

    /// <summary>
    /// Axes of a number of pages, in ImageJ's order (channels, slices, frames, the first fastest), or null when the numbers disagree
    /// with the pages or are not given.
    /// </summary>
    /// <param name="pages">Pages in the file.</param>
    /// <param name="pageChannels">Channels of one page; ImageJ counts those of a colour stack as its own.</param>
    public TiffAxes? Axes(int pages, int pageChannels)
    {
        int channels = Count("channels"), slices = Count("slices"), frames = Count("frames");
        if (pageChannels > 1 && channels == pageChannels && (Int128)channels * slices * frames == (long)pages * pageChannels)
            channels = 1;
        if ((Int128)channels * slices * frames == pages)
            return TiffAxes.Regular("CZT", channels, slices, frames);
        bool plainStack = !_values.ContainsKey("channels") && !_values.ContainsKey("slices") && !_values.ContainsKey("frames");
        return plainStack && Images == pages ? TiffAxes.Along(PageAxis.Slices, pages) : null;
    }

    /// <summary>Size of a pixel, where the unit is a physical length.</summary>
    /// <param name="xSpacing">Units per pixel along a row.</param>
    /// <param name="ySpacing">Units per pixel along a column.</param>
    public PixelSize? PixelSize(double? xSpacing, double? ySpacing)
    {
        double? x = Unit("unit") * xSpacing, y = (Unit("yunit") ?? Unit("unit")) * ySpacing;
        if (!MicrometreUnits.IsLength(x) || !MicrometreUnits.IsLength(y))
            return null;
        double? z = (Unit("zunit") ?? Unit("unit")) * Number("spacing");
        return new PixelSize(x!.Value, y!.Value, MicrometreUnits.IsLength(z) ? z : null);
    }

    private double? Unit(string key) => MicrometreUnits.Parse(_values.GetValueOrDefault(key));

    private double? Number(string key) =>
        double.TryParse(_values.GetValueOrDefault(key), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;

    private int Count(string key) =>
        int.TryParse(_values.GetValueOrDefault(key), NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0 ? count : 1;
}
