using System.Text.Json;
using Cellulus.Engine;

namespace Cellulus;

/// <summary>The file of a star-convex model: safetensors, options as JSON metadata. See docs/model-file.md.</summary>
internal static class StarConvexFile
{
    /// <summary>Whether a file says that it is one; its tensors are not looked at.</summary>
    /// <exception cref="ModelFileException">The file is missing or damaged.</exception>
    public static bool IsOne(string path) => !PyTorchCheckpoint.IsCheckpoint(path) && SafetensorsFile.ReadHeader(path).Metadata.ContainsKey(StarConvexMetadata.Key);

    public static StarConvexModel Read(string path) => Read(path, SafetensorsFile.Read(path));

    /// <summary>Reads what lies in a stream.</summary>
    /// <param name="name">Its name in errors.</param>
    /// <param name="stream">Read from its beginning; can be sought.</param>
    public static StarConvexModel Read(string name, Stream stream) => Read(name, SafetensorsFile.Read(name, stream));

    private static StarConvexModel Read(string path, TensorArchive archive)
    {
        StarConvexMetadata metadata = Metadata(path, archive.Metadata);
        return new StarConvexModel(metadata, ModelFile.ReadParameters(path, archive, metadata.CreateLayout()));
    }

    public static void Write(
        string path, StarConvexMetadata metadata, UNetLayout layout, ReadOnlySpan<float> parameters, ElementType type = ElementType.Float32) =>
        SafetensorsFile.Write(path, new TensorArchive(
            ModelFile.Tensors(layout, parameters), new Dictionary<string, string> { [StarConvexMetadata.Key] = ToJson(metadata) }), type);

    private static StarConvexMetadata Metadata(string path, IReadOnlyDictionary<string, string> texts)
    {
        if (!texts.TryGetValue(StarConvexMetadata.Key, out string? text))
            throw new ModelFileException(path, "it is no star-convex model; train one with annotations, or load it as the model that it is.");
        StarConvexMetadata metadata = MetadataText.Read(path, text, Read);
        MetadataText.CheckVersion(path, metadata.Version, StarConvexMetadata.CurrentVersion);
        return metadata.IsInRange ? metadata : throw new ModelFileException(path, "its metadata has sizes out of range; the file is damaged.");
    }

    internal static string ToJson(StarConvexMetadata metadata) => MetadataText.Write(json =>
    {
        json.WriteNumber("version", metadata.Version);
        json.WriteNumber("rank", metadata.Rank);
        json.WriteNumber("channels", metadata.Channels);
        if (metadata.FewestChannels is { } fewest)
            json.WriteNumber("fewestChannels", fewest);
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
        json.WriteNumber("leastContrast", metadata.LeastContrast);
        json.WriteNumber("iterations", metadata.Iterations);
    });

    private static StarConvexMetadata Read(JsonElement json) => new()
    {
        Version = MetadataText.Integer(json, "version"),
        Rank = MetadataText.Integer(json, "rank"),
        Channels = MetadataText.Integer(json, "channels"),
        FewestChannels = json.TryGetProperty("fewestChannels", out _) ? MetadataText.Integer(json, "fewestChannels") : null,
        Levels = MetadataText.Integer(json, "levels"),
        Features = MetadataText.Integer(json, "features"),
        FeatureFactor = MetadataText.Integer(json, "featureFactor"),
        HeadFeatures = MetadataText.Integer(json, "headFeatures"),
        Rays = MetadataText.Integer(json, "rays"),
        Anisotropy = MetadataText.Number(json, "anisotropy"),
        ObjectDiameter = MetadataText.Number(json, "objectDiameter"),
        WorkingDiameter = MetadataText.Number(json, "workingDiameter"),
        ProbabilityThreshold = MetadataText.Number(json, "probabilityThreshold"),
        OverlapThreshold = MetadataText.Number(json, "overlapThreshold"),
        TypicalConfidence = ModelMetadataJson.ReadTypicalConfidence(json),
        LeastContrast = MetadataText.Number(json, "leastContrast", unless: 0),
        Iterations = MetadataText.Integer(json, "iterations"),
    };
}
