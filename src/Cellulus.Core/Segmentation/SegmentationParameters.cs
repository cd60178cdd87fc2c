namespace Cellulus;

/// <summary>What a segmentation was made with, defaults resolved: enough to repeat it.</summary>
public sealed record SegmentationParameters
{
    /// <summary>The options given.</summary>
    public required SegmentationOptions Options { get; init; }

    /// <summary>Description of the model.</summary>
    public required EmbeddingModelDescription Model { get; init; }

    /// <summary>Object diameter in effect, in pixels of the image.</summary>
    public required double ObjectDiameter { get; init; }

    /// <summary>Noisy passes for each of the two noise values; 0 where one pass without noise took their place.</summary>
    public required int Passes { get; init; }

    /// <summary>Columns of the grid the network worked on over columns of the image.</summary>
    public required double Scale { get; init; }

    /// <summary>Extent of the grid the network worked on.</summary>
    public required ImageShape WorkingShape { get; init; }

    /// <summary>Type name of the model or detector.</summary>
    public required string ModelName { get; init; }

    /// <summary>Type name of the background estimator; empty where a detector found the objects.</summary>
    public required string BackgroundEstimator { get; init; }

    /// <summary>Type name of the clusterer; empty where a detector found the objects.</summary>
    public required string Clusterer { get; init; }

    /// <summary>Type names of the refiners, in order.</summary>
    public required IReadOnlyList<string> Refiners { get; init; }
}
