using System.Text.Json;

namespace Cellulus.Imaging;

/// <summary>What Python's tifffile writes into the description of the first page: {"shape": [3, 64, 64], "axes": "CYX"}.</summary>
internal static class TifffileDescription
{
    /// <summary>The axes of the pages, or null when the description says none or does not fit.</summary>
    public static TiffAxes? Parse(string? description, int pages)
    {
        if (description is null || !description.StartsWith('{'))
            return null;
        try
        {
            using JsonDocument json = JsonDocument.Parse(description);
            if (!json.RootElement.TryGetProperty("axes", out JsonElement axesElement) || axesElement.ValueKind != JsonValueKind.String
                || !json.RootElement.TryGetProperty("shape", out JsonElement shapeElement) || shapeElement.ValueKind != JsonValueKind.Array)
                return null;
            string axes = axesElement.GetString()!;
            int leading = axes.IndexOf("YX", StringComparison.Ordinal);
            if (leading < 0 || axes.Length != shapeElement.GetArrayLength())
                return null;
            int[] shape = [.. shapeElement.EnumerateArray().Select(e => e.TryGetInt32(out int extent) ? extent : 0)];
            return FromAxes(axes[..leading], shape, pages);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static TiffAxes? FromAxes(string axes, int[] shape, int pages)
    {
        // The samples of planar colour pages (S) lie within a page.
        axes = axes.TrimEnd('S');
        if (axes.Distinct().Count() != axes.Length || axes.Any(axis => !"CZT".Contains(axis, StringComparison.Ordinal)))
            return null;
        int Extent(char axis) => axes.IndexOf(axis) is >= 0 and var at ? shape[at] : 1;
        int channels = Extent('C'), slices = Extent('Z'), frames = Extent('T');
        if (channels < 1 || slices < 1 || frames < 1 || (Int128)channels * slices * frames != pages)
            return null;
        string order = new([.. axes.Reverse(), .. "CZT".Except(axes)]);
        return TiffAxes.Regular(order, channels, slices, frames);
    }
}
