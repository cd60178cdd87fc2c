using System.Text.Json;

namespace Cellulus.Imaging;

/// <summary>What Python's tifffile writes into the description of the first page: {"shape": [3, 64, 64], "axes": "CYX"}.</summary>
internal sealed class TifffileDescription
{
    private readonly int[] _shape;
    private readonly string? _axes;

    private TifffileDescription(int[] shape, string? axes, bool isTruncated)
    {
        _shape = shape;
        _axes = axes;
        IsTruncated = isTruncated;
    }

    /// <summary>Only the first page has a directory; the others follow its data without a gap.</summary>
    public bool IsTruncated { get; }

    /// <summary>Reads a description, or returns null when it is not tifffile's.</summary>
    public static TifffileDescription? Parse(string? description)
    {
        if (description is null || !description.StartsWith('{'))
            return null;
        try
        {
            using JsonDocument json = JsonDocument.Parse(description);
            if (!json.RootElement.TryGetProperty("shape", out JsonElement shape) || shape.ValueKind != JsonValueKind.Array)
                return null;
            string? axes = json.RootElement.TryGetProperty("axes", out JsonElement a) && a.ValueKind == JsonValueKind.String ? a.GetString() : null;
            bool truncated = json.RootElement.TryGetProperty("truncated", out JsonElement t) && t.ValueKind == JsonValueKind.True;
            return new TifffileDescription([.. shape.EnumerateArray().Select(e => e.TryGetInt32(out int extent) ? extent : 0)], axes, truncated);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Pages of so many samples that the described array has; 0 when it is no whole number of them.</summary>
    public int PagesOf(long samples)
    {
        Int128 product = 1;
        foreach (int extent in _shape)
            product = extent > 0 && product < long.MaxValue ? product * extent : 0;
        return product % samples == 0 && product / samples <= int.MaxValue ? (int)(product / samples) : 0;
    }

    /// <summary>The axes of the pages, or null when the description says none or does not fit.</summary>
    public TiffAxes? Axes(int pages)
    {
        if (_axes is null || _axes.Length != _shape.Length || _axes.IndexOf("YX", StringComparison.Ordinal) is not (>= 0 and var leading))
            return null;
        // The samples of planar colour pages (S) lie within a page.
        string axes = _axes[..leading].TrimEnd('S');
        if (axes.Distinct().Count() != axes.Length || axes.Any(axis => !"CZT".Contains(axis, StringComparison.Ordinal)))
            return null;
        int channels = Extent('C'), slices = Extent('Z'), frames = Extent('T');
        if (channels < 1 || slices < 1 || frames < 1 || (Int128)channels * slices * frames != pages)
            return null;
        string order = new([.. axes.Reverse(), .. "CZT".Except(axes)]);
        return TiffAxes.Regular(order, channels, slices, frames);

        int Extent(char axis) => axes.IndexOf(axis) is >= 0 and var at ? _shape[at] : 1;
    }
}
