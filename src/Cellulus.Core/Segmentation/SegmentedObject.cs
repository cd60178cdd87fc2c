namespace Cellulus;

/// <summary>One object of a segmentation.</summary>
public sealed record SegmentedObject
{
    /// <summary>Its label, 1 to n.</summary>
    public required int Id { get; init; }

    /// <summary>Number of pixels (voxels).</summary>
    public required int Area { get; init; }

    /// <summary>Mean position of its pixels.</summary>
    public required PixelPosition Centroid { get; init; }

    /// <summary>Smallest box around it.</summary>
    public required PixelBox BoundingBox { get; init; }

    /// <summary>Mean of the raw values, one entry a channel.</summary>
    public required IReadOnlyList<double> MeanIntensity { get; init; }

    /// <summary>
    /// How far the object can be trusted, 0 to 1, judged without labels: a geometric mean of how much steadier its pixels are under noise
    /// than the background, how well they agree on one centre, its size beside a typical one, and its compactness beside an ellipse.
    /// Ranks objects; it is no probability.
    /// </summary>
    public required double Confidence { get; init; }
}
