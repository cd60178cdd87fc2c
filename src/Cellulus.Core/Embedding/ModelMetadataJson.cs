using System.Text;
using System.Text.Json;

namespace Cellulus;

/// <summary>
/// Metadata as JSON text, by hand: a serializer would compile generic code for each property first, 40 ms that a command-line
/// tool spends at each start.
/// </summary>
internal static class ModelMetadataJson
{
    /// <summary>Name of the confidence of a typical object.</summary>
    public const string TypicalConfidence = "typicalConfidence";
    private const string Bandwidth = "bandwidth";

    private const string Objects = "objects";

    public static string Write(ModelMetadata metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("version", metadata.Version);
            json.WriteNumber("rank", metadata.Rank);
            json.WriteNumber("channels", metadata.Channels);
            json.WriteNumber("features", metadata.Features);
            json.WriteNumber("featureFactor", metadata.FeatureFactor);
            json.WriteNumber("headFeatures", metadata.HeadFeatures);
            json.WriteNumber("objectDiameter", metadata.ObjectDiameter);
            json.WriteNumber("workingDiameter", metadata.WorkingDiameter);
            json.WriteNumber("iterations", metadata.Iterations);
            if (metadata.Objects is { } objects)
                Write(json, objects);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Write(Utf8JsonWriter json, ObjectMetadata objects)
    {
        json.WriteStartObject(Objects);
        json.WriteNumber("levels", objects.Levels);
        json.WriteNumber("features", objects.Features);
        json.WriteNumber("featureFactor", objects.FeatureFactor);
        json.WriteNumber("headFeatures", objects.HeadFeatures);
        json.WriteNumber("iterations", objects.Iterations);
        json.WriteNumber(TypicalConfidence, objects.TypicalConfidence);
        json.WriteNumber(Bandwidth, objects.Bandwidth);
        json.WriteEndObject();
    }

    /// <exception cref="JsonException">The text is no JSON object, or a number is missing. Unknown members are passed over.</exception>
    public static ModelMetadata Read(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        JsonElement json = document.RootElement;
        if (json.ValueKind != JsonValueKind.Object)
            throw new JsonException("it is not a JSON object");
        return new ModelMetadata
        {
            Version = Integer(json, "version"),
            Rank = Integer(json, "rank"),
            Channels = Integer(json, "channels"),
            Features = Integer(json, "features"),
            FeatureFactor = Integer(json, "featureFactor"),
            HeadFeatures = Integer(json, "headFeatures"),
            ObjectDiameter = Number(json, "objectDiameter"),
            WorkingDiameter = Number(json, "workingDiameter"),
            Iterations = Integer(json, "iterations"),
            Objects = json.TryGetProperty(Objects, out JsonElement objects) ? ReadObjects(objects) : null,
        };
    }

    private static ObjectMetadata ReadObjects(JsonElement json) => json.ValueKind != JsonValueKind.Object
        ? throw new JsonException($"'{Objects}' is not a JSON object")
        : new ObjectMetadata
        {
            Levels = Integer(json, "levels"),
            Features = Integer(json, "features"),
            FeatureFactor = Integer(json, "featureFactor"),
            HeadFeatures = Integer(json, "headFeatures"),
            Iterations = Integer(json, "iterations"),
            TypicalConfidence = ReadTypicalConfidence(json),
            Bandwidth = json.TryGetProperty(Bandwidth, out _) ? Number(json, Bandwidth) : ObjectBandwidth.Least,
        };

    internal static int Integer(JsonElement json, string name) =>
        Member(json, name).TryGetInt32(out int value) ? value : throw new JsonException($"'{name}' is not a whole number");

    /// <summary>Files from before it was measured have none.</summary>
    internal static double ReadTypicalConfidence(JsonElement json) =>
        json.TryGetProperty(TypicalConfidence, out _) ? Number(json, TypicalConfidence) : EmbeddingConfidence.Typical;

    internal static double Number(JsonElement json, string name) =>
        Member(json, name).TryGetDouble(out double value) ? value : throw new JsonException($"'{name}' is out of range");

    private static JsonElement Member(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.Number
            ? member
            : throw new JsonException($"'{name}' is missing or not a number");
}
