using System.Globalization;
using System.Text;

namespace Cellulus.Cli.Output;

/// <summary>The measurements of all objects of all images as one comma-separated table.</summary>
internal sealed class ObjectTable
{
    private readonly StringBuilder _rows = new();

    public ObjectTable(int channels)
    {
        _rows.Append("image,id,area,centroid_x,centroid_y,centroid_z,box_x,box_y,box_z,box_width,box_height,box_depth");
        for (int channel = 1; channel <= channels; channel++)
            _rows.Append(CultureInfo.InvariantCulture, $",mean_intensity_{channel}");
        _rows.Append(",confidence\n");
    }

    public void Add(string image, IEnumerable<SegmentedObject> objects)
    {
        string name = Quote(image);
        foreach (SegmentedObject o in objects)
        {
            (PixelPosition c, PixelBox b) = (o.Centroid, o.BoundingBox);
            _rows.Append(CultureInfo.InvariantCulture, $"{name},{o.Id},{o.Area},{c.X:0.###},{c.Y:0.###},{c.Z:0.###},");
            _rows.Append(CultureInfo.InvariantCulture, $"{b.X},{b.Y},{b.Z},{b.Width},{b.Height},{b.Depth}");
            foreach (double mean in o.MeanIntensity)
                _rows.Append(CultureInfo.InvariantCulture, $",{mean:G7}");
            _rows.Append(CultureInfo.InvariantCulture, $",{o.Confidence:0.####}\n");
        }
    }

    /// <summary>Writes the table, completely or not at all.</summary>
    /// <exception cref="CellulusException">The file cannot be written.</exception>
    public void Save(string path)
    {
        string temporary = path + ".tmp";
        try
        {
            File.WriteAllText(temporary, _rows.ToString());
            File.Move(temporary, path, overwrite: true);
        }
        // The last one is what the runtime makes of a file that outgrows its file system or a quota.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            File.Delete(temporary);
            throw new CellulusException($"{path}: the table cannot be written: {e.Message} Check free space and permissions.", e);
        }
    }

    private static string Quote(string text) => text.AsSpan().ContainsAny(",\"\n\r") ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
}
