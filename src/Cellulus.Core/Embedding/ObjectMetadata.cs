using Cellulus.Engine;

namespace Cellulus;

/// <summary>What a model file says of its object network beside the weights.</summary>
internal sealed record ObjectMetadata
{
    /// <summary>Prefix of the tensors' names in model files.</summary>
    public const string Prefix = "objects.";

    public required int Levels { get; init; }
    public required int Features { get; init; }
    public required int FeatureFactor { get; init; }
    public required int HeadFeatures { get; init; }

    /// <summary>Optimizer steps behind the weights.</summary>
    public int Iterations { get; init; }

    /// <summary>Confidence of the median object of the training images, before it is made
    /// <see cref="EmbeddingConfidence.Typical"/>.</summary>
    public double TypicalConfidence { get; init; } = EmbeddingConfidence.Typical;

    /// <summary>Radius that the embeddings of one object lie in, in object diameters; see <see cref="ObjectBandwidth"/>.</summary>
    public double Bandwidth { get; init; } = ObjectBandwidth.Least;

    /// <summary>
    /// Sizes for planes and volumes. Two levels see 17 px, three 41 px: more than an object and its neighbours. In volumes that many
    /// would cost three quarters of each tile, and objects are smaller there.
    /// </summary>
    /// <param name="rank">2 or 3.</param>
    /// <param name="features">Feature maps of the first block.</param>
    public static ObjectMetadata For(int rank, int features) =>
        new() { Levels = rank == 3 ? 2 : 3, Features = features, FeatureFactor = 2, HeadFeatures = 2 * features };

    /// <summary>The network for images of a kind.</summary>
    public UNetLayout LayoutFor(int rank, int channels) => new(new UNetArchitecture
    {
        Rank = rank, InputChannels = channels, Levels = Levels, Features = Features, FeatureFactor = FeatureFactor,
        HeadFeatures = HeadFeatures, Outputs = rank + 1,
    }, Prefix);

    /// <summary>Whether sizes are such that a network may be built from them.</summary>
    public bool IsInRange => Levels is 2 or 3 && Features is >= 1 and <= 256 && FeatureFactor is >= 1 and <= 4
        && HeadFeatures is >= 1 and <= 1024 && Iterations >= 0 && TypicalConfidence is > 0 and <= 1 && Bandwidth is > 0 and <= 1;
}
