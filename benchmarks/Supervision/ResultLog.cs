using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cellulus.Benchmarks.Supervision;

/// <summary>Finished cells, a line of JSON each. A run that is stopped loses at most the cell that it was at.</summary>
internal sealed class ResultLog
{
    private static readonly JsonSerializerOptions s_format = new() { IgnoreReadOnlyProperties = true, Converters = { new JsonStringEnumConverter() } };

    private readonly string _path;
    private readonly List<Cell> _cells = [];

    public ResultLog(string path)
    {
        _path = path;
        if (File.Exists(path))
            _cells.AddRange(File.ReadLines(path).Select(Parse).OfType<Cell>());
    }

    public IReadOnlyList<Cell> Cells => _cells;

    public bool Has((string, ulong, Training, double, int?) key) => _cells.Any(c => c.Key == key);

    public void Add(Cell cell)
    {
        _cells.Add(cell);
        File.AppendAllText(_path, JsonSerializer.Serialize(cell, s_format) + "\n");
    }

    // The last line of a run that was killed may be cut.
    private static Cell? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Cell>(line, s_format);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
