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
        if (description is null || !description.AsSpan().TrimStart().StartsWith("ImageJ=", StringComparison.Ordinal))
            return null;
        var values = new Dictionary<string, string>();
        // Programs on Windows and old Macs end lines with CR LF or CR.
        foreach (string line in description.Split(['\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
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

    /// <summary>Channels of the stack.</summary>
    public int Channels => Count("channels");

    /// <summary>What the stored values stand for; null for themselves.</summary>
    public ImageJCalibration? Calibration()
    {
        double[] coefficients = [.. Enumerable.Range(0, 5).Select(i => Number($"c{i}")).TakeWhile(c => c is not null).Select(c => c!.Value)];
        return ImageJCalibration.Create(Number("cf") ?? 0, coefficients, _values.GetValueOrDefault("zeroclip") == "true");
    }

    /// <summary>
    /// Axes of a number of pages, in the order that is told (channels, slices, frames, the first fastest, if none is), or null when the
    /// numbers disagree with the pages or are not given.
    /// </summary>
    /// <param name="pages">Pages in the file.</param>
    /// <param name="pageChannels">Channels of one page; ImageJ counts those of a colour stack as its own.</param>
    /// <exception cref="InvalidDataException">The order is not known.</exception>
    public TiffAxes? Axes(int pages, int pageChannels)
    {
        int channels = Count("channels"), slices = Count("slices"), frames = Count("frames");
        if (pageChannels > 1 && channels == pageChannels && (Int128)channels * slices * frames == (long)pages * pageChannels)
            channels = 1;
        if ((Int128)channels * slices * frames == pages)
            return TiffAxes.Regular(Order(channels, slices, frames), channels, slices, frames);
        bool plainStack = !_values.ContainsKey("channels") && !_values.ContainsKey("slices") && !_values.ContainsKey("frames");
        return plainStack && Images == pages ? TiffAxes.Along(PageAxis.Slices, pages) : null;
    }

    /// <summary>
    /// Size of a pixel, where the unit is a physical length. Some programs tell a unit here and store the resolution in that of the tags:
    /// what the tags say of their unit counts if it makes a pixel of a microscope.
    /// </summary>
    /// <param name="xSpacing">Units per pixel along a row.</param>
    /// <param name="ySpacing">Units per pixel along a column.</param>
    /// <param name="tags">What the resolution tags say by themselves, if they name a unit.</param>
    public PixelSize? PixelSize(double? xSpacing, double? ySpacing, PixelSize? tags)
    {
        double? z = MicrometreUnits.Spacing((Unit("zunit") ?? Unit("unit")) * Number("spacing"));
        double? x = Unit("unit") * xSpacing, y = (Unit("yunit") ?? Unit("unit")) * ySpacing;
        if (tags is { } named && MicrometreUnits.IsPixel(named.X) && MicrometreUnits.IsPixel(named.Y))
            return named with { Z = z };
        return MicrometreUnits.IsLength(x) && MicrometreUnits.IsLength(y) ? new PixelSize(x!.Value, y!.Value, z) : null;
    }

    /// <summary>The letters C, Z and T, fastest first.</summary>
    private string Order(int channels, int slices, int frames)
    {
        string order = _values.GetValueOrDefault("order", "").ToUpperInvariant();
        order = order.Replace("(DEFAULT)", "", StringComparison.Ordinal).Replace("DEFAULT", "", StringComparison.Ordinal);
        if (order.StartsWith("XY", StringComparison.Ordinal))
            order = order[2..];
        if (order.Length == 0)
            return "CZT";
        if (order.Length == 3 && order.Order().SequenceEqual("CTZ"))
            return order;
        int axes = new[] { channels, slices, frames }.Count(extent => extent > 1);
        return axes < 2 ? "CZT" : throw new InvalidDataException($"its ImageJ description has the order \"{_values["order"]}\"");
    }

    private double? Unit(string key) => MicrometreUnits.Parse(_values.GetValueOrDefault(key));

    private double? Number(string key) =>
        double.TryParse(_values.GetValueOrDefault(key), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;

    private int Count(string key) =>
        int.TryParse(_values.GetValueOrDefault(key), NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0 ? count : 1;
}
