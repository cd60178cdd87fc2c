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
    /// How far the object can be trusted, 0 to 1, judged without labels: the geometric mean of how well its pixels agree on one
    /// centre and of how much steadier they are under noise than the background. Ranks objects of one image; it is no
    /// probability.
    /// </summary>
    public required double Confidence { get; init; }
}
