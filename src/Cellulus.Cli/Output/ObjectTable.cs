using System.Globalization;
using System.Text;

namespace Cellulus.Cli.Output;

/// <summary>The measurements of objects as rows of a comma-separated table.</summary>
internal static class ObjectTable
{
    /// <summary>The mark by which some spreadsheets know UTF-8.</summary>
    public const string Mark = "\uFEFF";

    // What spreadsheets take for the beginning of a formula, and their wide forms.
    private const string FormulaStarts = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>The line of names.</summary>
    public static string Header(int channels)
    {
        var header = new StringBuilder("image,id,area,centroid_x,centroid_y,centroid_z,box_x,box_y,box_z,box_width,box_height,box_depth");
        for (int channel = 1; channel <= channels; channel++)
            header.Append(CultureInfo.InvariantCulture, $",mean_intensity_{channel}");
        return header.Append(",confidence\n").ToString();
    }

    /// <summary>A line for each object of an image.</summary>
    public static string Rows(string image, IEnumerable<SegmentedObject> objects)
    {
        var rows = new StringBuilder();
        string name = Text(image);
        foreach (SegmentedObject o in objects)
        {
            (PixelPosition c, PixelBox b) = (o.Centroid, o.BoundingBox);
            rows.Append(CultureInfo.InvariantCulture, $"{name},{o.Id},{o.Area},{c.X:0.###},{c.Y:0.###},{c.Z:0.###},");
            rows.Append(CultureInfo.InvariantCulture, $"{b.X},{b.Y},{b.Z},{b.Width},{b.Height},{b.Depth}");
            foreach (double mean in o.MeanIntensity)
                rows.Append(CultureInfo.InvariantCulture, $",{mean:G7}");
            rows.Append(CultureInfo.InvariantCulture, $",{o.Confidence:0.####}\n");
        }
        return rows.ToString();
    }

    /// <summary>A cell of text. One that a spreadsheet would run as a formula is made text by an apostrophe before it.</summary>
    internal static string Text(string text)
    {
        bool isFormula = text.Length > 0 && FormulaStarts.Contains(text[0]);
        string cell = isFormula ? "'" + text : text;
        return isFormula || cell.AsSpan().ContainsAny(",\"\n\r") ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;
    }
}
