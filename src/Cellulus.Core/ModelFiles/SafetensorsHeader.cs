using System.Text.Json;

namespace Cellulus;

/// <summary>
/// The JSON header of a safetensors file: <c>{"__metadata__": {text: text}, name: {"dtype", "shape", "data_offsets": [begin, end]}}</c>.
/// The tensors tile the data section without gap or overlap.
/// </summary>
internal sealed class SafetensorsHeader
{
    public const string MetadataKey = "__metadata__";

    private readonly string _path;
    private readonly Dictionary<string, int[]> _shapes;

    private SafetensorsHeader(string path, ReadOnlyMemory<byte> json, long dataLength)
    {
        _path = path;
        var entries = new List<SafetensorsEntry>();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 3, AllowDuplicateProperties = false });
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw Damaged("the header is not a JSON object");
        foreach (JsonProperty property in document.RootElement.EnumerateObject())
        {
            if (property.NameEquals(MetadataKey))
                ReadMetadata(property.Value, metadata);
            else
                entries.Add(ReadEntry(property.Name, property.Value));
        }
        entries.Sort((a, b) => (a.Begin, a.End).CompareTo((b.Begin, b.End)));
        CheckTiling(entries, dataLength);
        Entries = entries;
        _shapes = entries.ToDictionary(e => e.Name, e => e.Shape, StringComparer.Ordinal);
        Metadata = metadata;
    }

    /// <summary>The tensors in the order of their data.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    /// <summary>Text by key.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The shape of the tensor of this name, or <see langword="null"/>.</summary>
    public int[]? ShapeOf(string name) => _shapes.GetValueOrDefault(name);

    /// <summary>Parses and checks a header.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="json">The header's bytes.</param>
    /// <param name="dataLength">Bytes that follow the header in the file.</param>
    /// <exception cref="ModelFileException">The header does not describe the data.</exception>
    public static SafetensorsHeader Parse(string path, ReadOnlyMemory<byte> json, long dataLength)
    {
        try
        {
            return new SafetensorsHeader(path, json, dataLength);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: text that is not valid Unicode.
            throw new ModelFileException(path,
                $"this is not a safetensors file, or its header is damaged: {e.Message} Copy or export it again.", e);
        }
    }

    private void ReadMetadata(JsonElement element, Dictionary<string, string> metadata)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Damaged($"'{MetadataKey}' is not a JSON object");
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String)
                throw Damaged($"metadata {Quoted.Name(property.Name)} is not text");
            metadata[property.Name] = property.Value.GetString()!;
        }
    }

    private SafetensorsEntry ReadEntry(string name, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Damaged($"tensor {Quoted.Name(name)} is not described by a JSON object");
        JsonElement dtype = Member(name, element, "dtype", JsonValueKind.String);
        JsonElement extents = Member(name, element, "shape", JsonValueKind.Array);
        JsonElement offsets = Member(name, element, "data_offsets", JsonValueKind.Array);
        ElementType type = dtype.GetString() switch
        {
            "F16" => ElementType.Float16,
            "BF16" => ElementType.BFloat16,
            "F32" => ElementType.Float32,
            "F64" => ElementType.Float64,
            var other => throw new ModelFileException(_path,
                $"tensor {Quoted.Name(name)} is of type {Quoted.Name(other!)}; F32, F64, F16 and BF16 are read. Convert it first."),
        };
        if (extents.GetArrayLength() is > NamedTensor.MostExtents and var count)
            throw Damaged($"tensor {Quoted.Name(name)} has {count} extents; {NamedTensor.MostExtents} are read");
        int[] shape = new int[extents.GetArrayLength()];
        for (int axis = 0; axis < shape.Length; axis++)
            shape[axis] = ReadExtent(name, extents[axis]);
        if (offsets.GetArrayLength() != 2 || !TryReadInteger(offsets[0], out long begin) || !TryReadInteger(offsets[1], out long end))
            throw Damaged($"the data_offsets of tensor {Quoted.Name(name)} are not two whole numbers");
        CheckSize(name, shape, type, begin, end);
        return new SafetensorsEntry(name, type, shape, begin, end);
    }

    private JsonElement Member(string name, JsonElement element, string key, JsonValueKind kind) =>
        element.TryGetProperty(key, out JsonElement member) && member.ValueKind == kind
            ? member
            : throw Damaged($"tensor {Quoted.Name(name)} has no usable {key}");

    private int ReadExtent(string name, JsonElement element) =>
        TryReadInteger(element, out long extent) && extent is >= 0 and <= int.MaxValue
            ? (int)extent
            : throw Damaged($"the shape of tensor {Quoted.Name(name)} has an extent that is no whole number of 0 to {int.MaxValue}");

    private static bool TryReadInteger(JsonElement element, out long value)
    {
        value = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out value);
    }

    private void CheckSize(string name, int[] shape, ElementType type, long begin, long end)
    {
        if (begin < 0 || end < begin || end - begin > Array.MaxLength)
            throw Damaged($"the data_offsets of tensor {Quoted.Name(name)} run from {begin} to {end}");
        if ((Int128)TensorElements.SizeOf(type) * NamedTensor.CountOf(shape) != end - begin)
            throw Damaged($"tensor {Quoted.Name(name)} of shape ({string.Join(", ", shape)}) does not fit its {end - begin} bytes");
    }

    private void CheckTiling(List<SafetensorsEntry> entries, long dataLength)
    {
        long position = 0;
        foreach (SafetensorsEntry entry in entries)
        {
            if (entry.Begin != position)
                throw Damaged(
                    $"the data of tensor {Quoted.Name(entry.Name)} {(entry.Begin > position ? "leaves a gap to" : "overlaps")} the tensor before it");
            position = entry.End;
        }
        if (dataLength < position)
            throw new ModelFileException(_path,
                $"the file is truncated: its tensors take {position} bytes, {dataLength} are there. Copy it again.");
        if (dataLength > position)
            throw Damaged($"{dataLength - position} bytes follow the last tensor");
    }

    private ModelFileException Damaged(string what) => new(_path, $"the safetensors file is damaged: {what}. Copy or export it again.");
}
