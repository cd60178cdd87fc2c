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

    /// <summary>
    /// The images of a file: each begins with a page that has a description, and has as many pages as that tells. One where the pages do
    /// not add up.
    /// </summary>
    /// <param name="pages">All pages of the file.</param>
    /// <param name="input">The file.</param>
    public static List<List<TiffDirectory>> Series(List<TiffDirectory> pages, TiffInput input)
    {
        var series = new List<List<TiffDirectory>>();
        for (int at = 0; at < pages.Count;)
        {
            if (Parse(pages[at].Text(TiffTag.ImageDescription)) is not { } description)
                return [pages];
            TiffPageLayout layout = TiffPageLayout.Read(pages[at], input, TiffPageReading.Plain);
            int count = description.IsTruncated ? 1 : description.PagesOf((long)layout.Width * layout.Height * layout.SamplesPerPixel);
            if (count < 1 || count > pages.Count - at)
                return [pages];
            series.Add(pages.GetRange(at, count));
            at += count;
        }
        return series;
    }

    /// <summary>
    /// The axes of planes, or null when the description says none, or they do not fit. Of planes that are samples of a pixel a page holds
    /// several; they count one by one where the description names them as an axis other than samples (S).
    /// </summary>
    /// <param name="pages">Pages of the file.</param>
    /// <param name="layout">One of them.</param>
    /// <exception cref="InvalidDataException">The description tells of more planes than the file has.</exception>
    public (TiffAxes Axes, bool SamplesApart)? Axes(int pages, TiffPageLayout layout)
    {
        if (_axes is null || _axes.Length != _shape.Length || _axes.IndexOf("YX", StringComparison.Ordinal) is not (>= 0 and var y)
            || _shape[y] != layout.Height || _shape[y + 1] != layout.Width)
            return null;
        // Slowest first; an axis of one plane needs no name.
        List<(char Axis, int Extent)> axes = [.. _axes.Zip(_shape).Where((axis, at) => at != y && at != y + 1 && axis.Second != 1)];
        bool hasSamples = axes.RemoveAll(axis => axis.Axis == 'S') > 0;
        if (axes.Select(axis => axis.Axis).Distinct().Count() != axes.Count || axes.Exists(axis => axis.Extent < 1 || !"CZT".Contains(axis.Axis, StringComparison.Ordinal)))
            return null;
        Int128 planes = 1;
        foreach ((_, int extent) in axes)
            planes = Int128.Min(planes * extent, int.MaxValue);
        bool apart = !hasSamples && layout.SamplesPerPixel > 1 && planes == (Int128)pages * layout.SamplesPerPixel;
        if (planes > (Int128)pages * layout.SamplesPerPixel)
            throw new InvalidDataException($"its description tells of {planes} planes, but the file has {pages} page(s)");
        if (!apart && planes != pages)
            return null;
        string order = new([.. axes.Select(axis => axis.Axis).Reverse(), .. "CZT".Except(axes.Select(axis => axis.Axis))]);
        return (TiffAxes.Regular(order, Extent('C'), Extent('Z'), Extent('T')), apart);

        int Extent(char axis) => axes.Find(a => a.Axis == axis) is { Extent: > 0 and var extent } ? extent : 1;
    }
}
