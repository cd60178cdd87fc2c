using Cellulus.Engine;

namespace Cellulus;

/// <summary>What the file of a star-convex model says beside its tensors, as JSON under the key <see cref="Key"/>.</summary>
internal sealed record StarConvexMetadata
{
    public const string Key = "cellulus.star-convex";
    public const int CurrentVersion = 1;

    /// <summary>Prefix of the tensors' names in model files.</summary>
    public const string Prefix = "star.";

    /// <summary>
    /// Thresholds unless annotations speak for others. The depth asked for is 1 in the middle of an object, what is told on average of
    /// those that
    /// look a little different is less. In labels no two objects share a pixel, so what overlaps by more than drawing is inexact is a piece
    /// of the other.
    /// </summary>
    public const double DefaultProbability = 0.4, DefaultOverlap = 0.2;

    /// <summary>No threshold that is chosen is lower: a network that has learned nothing would be asked for everything.</summary>
    public const double LeastProbability = 0.2;

    public int Version { get; init; } = CurrentVersion;
    public required int Rank { get; init; }
    public required int Channels { get; init; }

    /// <summary>Fewest channels an image may have, whose channels then fill the inputs in turn; <see langword="null"/>: as many as there
    /// are inputs.</summary>
    public int? FewestChannels { get; init; }

    public required int Levels { get; init; }
    public required int Features { get; init; }
    public required int FeatureFactor { get; init; }
    public required int HeadFeatures { get; init; }
    public required int Rays { get; init; }

    /// <summary>Extent of a typical object in the plane over that along z, on the network's grid.</summary>
    public double Anisotropy { get; init; } = 1;

    public required double ObjectDiameter { get; init; }
    public required double WorkingDiameter { get; init; }
    public double ProbabilityThreshold { get; init; } = DefaultProbability;
    public double OverlapThreshold { get; init; } = DefaultOverlap;

    /// <summary>Confidence of the median object of the training images, before it is made
    /// <see cref="EmbeddingConfidence.Typical"/>.</summary>
    public double TypicalConfidence { get; init; } = EmbeddingConfidence.Typical;

    /// <summary>Contrast that what is drawn lets expect of any object, as a share of that of the median object of its image; 0 where too
    /// little is drawn to tell.</summary>
    public double LeastContrast { get; init; }

    /// <summary>Optimizer steps behind the weights.</summary>
    public int Iterations { get; init; }

    /// <summary>Pixels of a distance of 1 in the output: outputs are about 1.</summary>
    public double Unit => WorkingDiameter / 2;

    public UNetLayout CreateLayout() => new(new UNetArchitecture
    {
        Rank = Rank, InputChannels = Channels, Levels = Levels, Features = Features, FeatureFactor = FeatureFactor,
        HeadFeatures = HeadFeatures, Outputs = StarOutputs.CountFor(Rays),
    }, Prefix);

    public RayDirections CreateDirections() => RayDirections.Of(Rank, Rays, Anisotropy);

    public EmbeddingModelDescription Describe() => new()
    {
        Rank = Rank, Channels = Channels, FewestChannels = FewestChannels, ObjectDiameter = ObjectDiameter, WorkingDiameter = WorkingDiameter, LearnedObjects = true, RelativeBandwidth = ObjectBandwidth.Least,
    };

    // Sizes from a file decide how much memory is taken, so they are bounded before anything is built from them.
    public bool IsInRange =>
        Rank is 2 or 3 && Channels is >= 1 and <= 64 && (FewestChannels ?? 1) is var fewest && fewest >= 1 && fewest <= Channels && Levels is 2 or 3 && Features is >= 1 and <= 256 && FeatureFactor is >= 1 and <= 4
        && HeadFeatures is >= 1 and <= 1024 && Rays is >= 8 and <= 256 && Anisotropy is >= 0.05 and <= 20
        && ObjectDiameter is > 0 and < 1e5 && WorkingDiameter is >= 4 and <= 64
        && ProbabilityThreshold is > 0 and < 1 && OverlapThreshold is >= 0 and < 1 && Iterations >= 0
        && TypicalConfidence is > 0 and <= 1 && LeastContrast is >= 0 and <= 1;
}
