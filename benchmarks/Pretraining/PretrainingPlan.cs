using Cellulus.Scenes;

namespace Cellulus.Pretraining;

/// <summary>What decides a pretraining: the same plan gives the same weights, bit for bit.</summary>
internal sealed record PretrainingPlan
{
    /// <summary>Inputs of the network; images of fewer channels show one several times.</summary>
    public const int Inputs = 3;

    public required StarConvexMetadata Metadata { get; init; }
    public required ImageShape Crop { get; init; }
    public required SceneOptions Scenes { get; init; }
    public ulong Seed { get; init; } = 1;
    public int BatchSize { get; init; } = 8;
    public double LearningRate { get; init; } = 1e-3;
    public double WeightDecay { get; init; } = 1e-5;

    /// <summary>Share that the average of the weights keeps each step.</summary>
    public double Averaging { get; init; } = 0.999;

    /// <summary>Steps in which the learning rate rises from 0.</summary>
    public int WarmUp { get; init; } = 300;

    public double LearningRateAt(int step) => LearningRate * Math.Min(1, (step + 1.0) / WarmUp);

    /// <summary>Of planes: 24 feature maps on three levels, objects of 12 px, crops of 124 px.</summary>
    public static PretrainingPlan Planes { get; } = For(rank: 2, features: 24, diameter: 12, side: 124, RayDirections.Planar);

    /// <summary>Of volumes: 16 feature maps on two levels, objects of 12 px, crops of 44 px.</summary>
    public static PretrainingPlan Volumes { get; } = For(rank: 3, features: 16, diameter: 12, side: 44, RayDirections.Spatial);

    private static PretrainingPlan For(int rank, int features, double diameter, int side, int rays)
    {
        ObjectMetadata sizes = ObjectMetadata.For(rank, features);
        var crop = ImageShape.Cube(rank, side);
        return new PretrainingPlan
        {
            Crop = crop,
            Scenes = new SceneOptions { Shape = crop, Diameter = diameter },
            Metadata = new StarConvexMetadata
            {
                Rank = rank,
                Channels = Inputs,
                FewestChannels = 1,
                Levels = sizes.Levels,
                Features = sizes.Features,
                FeatureFactor = sizes.FeatureFactor,
                HeadFeatures = sizes.HeadFeatures,
                Rays = rays,
                ObjectDiameter = diameter,
                WorkingDiameter = diameter,
            },
        };
    }
}
