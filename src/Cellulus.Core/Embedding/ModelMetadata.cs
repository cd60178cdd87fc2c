using Cellulus.Engine;

namespace Cellulus;

/// <summary>What a model file says beside its tensors, as JSON under the key <c>cellulus</c>.</summary>
internal sealed record ModelMetadata
{
    public const string Key = "cellulus";
    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;
    public required int Rank { get; init; }
    public required int Channels { get; init; }
    public required int Features { get; init; }
    public required int FeatureFactor { get; init; }
    public required int HeadFeatures { get; init; }
    public required double ObjectDiameter { get; init; }
    public required double WorkingDiameter { get; init; }

    /// <summary>Object diameter that a network sees unless it was made for another, in pixels of its grid.</summary>
    public static double UsualWorkingDiameter(int rank) => rank == 3 ? 16 : 24;

    /// <summary>Optimizer steps behind the weights.</summary>
    public int Iterations { get; init; }

    /// <summary>The object network; <see langword="null"/> if there is none.</summary>
    public ObjectMetadata? Objects { get; init; }

    public UNetArchitecture Architecture => new()
    {
        Rank = Rank, InputChannels = Channels, Features = Features, FeatureFactor = FeatureFactor, HeadFeatures = HeadFeatures, Outputs = Rank,
    };

    public EmbeddingModelDescription Describe(bool learnedUncertainty) => new()
    {
        Rank = Rank, Channels = Channels, ObjectDiameter = ObjectDiameter, WorkingDiameter = WorkingDiameter, LearnedUncertainty = learnedUncertainty,
        LearnedObjects = Objects is not null,
        RelativeBandwidth = Objects?.Bandwidth ?? EmbeddingField.BandwidthOfEmbedding,
    };

    public string ToJson() => ModelMetadataJson.Write(this);

    /// <exception cref="ModelFileException">The text is not such JSON, or its values are out of range.</exception>
    public static ModelMetadata Parse(string path, string json)
    {
        ModelMetadata metadata = MetadataText.Read(path, json, ModelMetadataJson.Read);
        MetadataText.CheckVersion(path, metadata.Version, CurrentVersion);
        metadata.Check(path);
        return metadata;
    }

    // Sizes from a file decide how much memory is taken, so they are bounded before anything is built from them.
    private void Check(string path)
    {
        CheckSizes(path);
        if (!(ObjectDiameter is > 0 and < 1e5 && WorkingDiameter is > 0 and < 1e5) || Objects is { IsInRange: false })
            throw OutOfRange(path);
    }

    /// <summary>Checks what the network is built from, whether the file tells it or the shapes of its tensors.</summary>
    /// <exception cref="ModelFileException">No network is so large, or so small.</exception>
    public void CheckSizes(string path)
    {
        bool sizes = Rank is 2 or 3 && Channels is >= 1 and <= 64 && Features is >= 1 and <= 1024 && FeatureFactor is >= 1 and <= 8
            && HeadFeatures is >= 1 and <= 4096 && (long)Features * FeatureFactor <= 4096;
        if (!sizes)
            throw OutOfRange(path);
    }

    private static ModelFileException OutOfRange(string path) => new(path, "it describes a network with sizes out of range; the file is damaged.");
}
