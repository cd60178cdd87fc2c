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

    public static string Write(ModelMetadata metadata) => MetadataText.Write(json =>
    {
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
    });

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

    /// <exception cref="JsonException">A number is missing. Unknown members are passed over.</exception>
    public static ModelMetadata Read(JsonElement json) => new()
    {
        Version = MetadataText.Integer(json, "version"),
        Rank = MetadataText.Integer(json, "rank"),
        Channels = MetadataText.Integer(json, "channels"),
        Features = MetadataText.Integer(json, "features"),
        FeatureFactor = MetadataText.Integer(json, "featureFactor"),
        HeadFeatures = MetadataText.Integer(json, "headFeatures"),
        ObjectDiameter = MetadataText.Number(json, "objectDiameter"),
        WorkingDiameter = MetadataText.Number(json, "workingDiameter"),
        Iterations = MetadataText.Integer(json, "iterations"),
        Objects = json.TryGetProperty(Objects, out JsonElement objects) ? ReadObjects(objects) : null,
    };

    private static ObjectMetadata ReadObjects(JsonElement json) => json.ValueKind != JsonValueKind.Object
        ? throw new JsonException($"'{Objects}' is not a JSON object")
        : new ObjectMetadata
        {
            Levels = MetadataText.Integer(json, "levels"),
            Features = MetadataText.Integer(json, "features"),
            FeatureFactor = MetadataText.Integer(json, "featureFactor"),
            HeadFeatures = MetadataText.Integer(json, "headFeatures"),
            Iterations = MetadataText.Integer(json, "iterations"),
            TypicalConfidence = ReadTypicalConfidence(json),
            Bandwidth = MetadataText.Number(json, Bandwidth, unless: ObjectBandwidth.Least),
        };

    /// <summary>Files from before it was measured have none.</summary>
    internal static double ReadTypicalConfidence(JsonElement json) =>
        MetadataText.Number(json, TypicalConfidence, unless: EmbeddingConfidence.Typical);
}
