namespace Cellulus;

/// <summary>What counts when a segmentation is compared with the truth. The defaults count every object.</summary>
public sealed record ScoringOptions
{
    /// <summary>
    /// IoU thresholds to report, each above 0 and below 1. Default 0.1 to 0.9 in steps of 0.1, as in the paper. The threshold 0.5 and
    /// those of the average precision (0.5 to 0.95) are always computed.
    /// </summary>
    public IReadOnlyList<double> Thresholds { get; init; } = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

    /// <summary>
    /// True objects of fewer pixels are ignored: missing one is no error, and neither is a prediction that matches one or lies
    /// mostly inside of ignored objects. Default 0: none is ignored. Specks in hand-drawn truth are a reason to raise it.
    /// </summary>
    public int MinSize { get; init; }

    /// <summary>
    /// Width in pixels of a strip along every side of the image (of a volume, along its first and last slices too). A true object
    /// with more than half of its pixels in the strip is ignored as with <see cref="MinSize"/>; a prediction with more than half of
    /// its pixels there is no error when it matches nothing. Default 0: no strip.
    /// </summary>
    public int IgnoredBorder { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(MinSize);
        ArgumentOutOfRangeException.ThrowIfNegative(IgnoredBorder);
        ArgumentNullException.ThrowIfNull(Thresholds);
        foreach (double threshold in Thresholds)
            if (!(threshold > 0 && threshold < 1))
                throw new ArgumentOutOfRangeException(nameof(Thresholds), threshold, "An IoU threshold lies above 0 and below 1.");
    }
}
