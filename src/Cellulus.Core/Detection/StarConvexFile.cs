using System.Text;
using System.Text.Json;
using Cellulus.Engine;

namespace Cellulus;

/// <summary>The file of a star-convex model: safetensors, options as JSON metadata. See docs/model-file.md.</summary>
internal static class StarConvexFile
{
    /// <summary>Whether a file says that it is one; its tensors are not looked at.</summary>
    /// <exception cref="ModelFileException">The file is missing or damaged.</exception>
    public static bool IsOne(string path) => !PyTorchCheckpoint.IsCheckpoint(path) && SafetensorsFile.ReadHeader(path).Metadata.ContainsKey(StarConvexMetadata.Key);

    public static StarConvexModel Read(string path)
    {
        TensorArchive archive = SafetensorsFile.Read(path);
        StarConvexMetadata metadata = Metadata(path, archive.Metadata);
        return new StarConvexModel(metadata, ModelFile.ReadParameters(path, archive, metadata.CreateLayout()));
    }

    public static void Write(string path, StarConvexMetadata metadata, UNetLayout layout, ReadOnlySpan<float> parameters) =>
        SafetensorsFile.Write(path, new TensorArchive(
            ModelFile.Tensors(layout, parameters), new Dictionary<string, string> { [StarConvexMetadata.Key] = ToJson(metadata) }));

    private static StarConvexMetadata Metadata(string path, IReadOnlyDictionary<string, string> texts)
    {
        if (!texts.TryGetValue(StarConvexMetadata.Key, out string? text))
            throw new ModelFileException(path, "it is no star-convex model; train one with annotations, or load it as the model that it is.");
        StarConvexMetadata metadata;
        try
        {
            metadata = Parse(text);
        }
        catch (JsonException e)
        {
            throw new ModelFileException(path, $"its metadata is not what this library writes ({e.Message}); train the model again.", e);
        }
        if (metadata.Version != StarConvexMetadata.CurrentVersion)
            throw new ModelFileException(
                path, $"it has version {metadata.Version}; this library reads version {StarConvexMetadata.CurrentVersion}. Update the library or train the model again.");
        return metadata.IsInRange ? metadata : throw new ModelFileException(path, "its metadata has sizes out of range; the file is damaged.");
    }

    internal static string ToJson(StarConvexMetadata metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("version", metadata.Version);
            json.WriteNumber("rank", metadata.Rank);
            json.WriteNumber("channels", metadata.Channels);
            json.WriteNumber("levels", metadata.Levels);
            json.WriteNumber("features", metadata.Features);
            json.WriteNumber("featureFactor", metadata.FeatureFactor);
            json.WriteNumber("headFeatures", metadata.HeadFeatures);
            json.WriteNumber("rays", metadata.Rays);
            json.WriteNumber("anisotropy", metadata.Anisotropy);
            json.WriteNumber("objectDiameter", metadata.ObjectDiameter);
            json.WriteNumber("workingDiameter", metadata.WorkingDiameter);
            json.WriteNumber("probabilityThreshold", metadata.ProbabilityThreshold);
            json.WriteNumber("overlapThreshold", metadata.OverlapThreshold);
            json.WriteNumber(ModelMetadataJson.TypicalConfidence, metadata.TypicalConfidence);
            json.WriteNumber("iterations", metadata.Iterations);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static StarConvexMetadata Parse(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        JsonElement json = document.RootElement;
        if (json.ValueKind != JsonValueKind.Object)
            throw new JsonException("it is not a JSON object");
        return new StarConvexMetadata
        {
            Version = ModelMetadataJson.Integer(json, "version"),
            Rank = ModelMetadataJson.Integer(json, "rank"),
            Channels = ModelMetadataJson.Integer(json, "channels"),
            Levels = ModelMetadataJson.Integer(json, "levels"),
            Features = ModelMetadataJson.Integer(json, "features"),
            FeatureFactor = ModelMetadataJson.Integer(json, "featureFactor"),
            HeadFeatures = ModelMetadataJson.Integer(json, "headFeatures"),
            Rays = ModelMetadataJson.Integer(json, "rays"),
            Anisotropy = ModelMetadataJson.Number(json, "anisotropy"),
            ObjectDiameter = ModelMetadataJson.Number(json, "objectDiameter"),
            WorkingDiameter = ModelMetadataJson.Number(json, "workingDiameter"),
            ProbabilityThreshold = ModelMetadataJson.Number(json, "probabilityThreshold"),
            OverlapThreshold = ModelMetadataJson.Number(json, "overlapThreshold"),
            TypicalConfidence = ModelMetadataJson.ReadTypicalConfidence(json),
            Iterations = ModelMetadataJson.Integer(json, "iterations"),
        };
    }
}
