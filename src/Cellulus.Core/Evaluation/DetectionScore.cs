namespace Cellulus;

/// <summary>
/// How many objects were found at one IoU threshold. Ratios of nothing are 1 when there was nothing to find and nothing was found,
/// and 0 otherwise.
/// </summary>
/// <param name="Threshold">A prediction matches a true object when their IoU is greater (not equal).</param>
/// <param name="TruePositives">True objects with a matching prediction.</param>
/// <param name="FalsePositives">Predictions without a true object.</param>
/// <param name="FalseNegatives">True objects without a prediction.</param>
/// <param name="MatchedIoU">Sum of the IoU over all matches.</param>
public sealed record DetectionScore(double Threshold, int TruePositives, int FalsePositives, int FalseNegatives, double MatchedIoU)
{
    /// <summary>TP / (TP + FP).</summary>
    public double Precision => Ratio(TruePositives, TruePositives + FalsePositives);

    /// <summary>TP / (TP + FN).</summary>
    public double Recall => Ratio(TruePositives, TruePositives + FalseNegatives);

    /// <summary>2 TP / (2 TP + FP + FN).</summary>
    public double F1 => Ratio(2.0 * TruePositives, 2.0 * TruePositives + FalsePositives + FalseNegatives);

    /// <summary>TP / (TP + FP + FN); in the cell field also called average precision at this threshold.</summary>
    public double Accuracy => Ratio(TruePositives, (double)TruePositives + FalsePositives + FalseNegatives);

    /// <summary>Mean IoU of the matches: how well the found objects are outlined.</summary>
    public double MeanMatchedIoU => Ratio(MatchedIoU, TruePositives);

    /// <summary>
    /// Mean IoU over all true objects, 0 for those not found. <see cref="SegmentationScore.Seg"/> is never lower than this at
    /// threshold 0.5, since it asks for coverage of the true object only.
    /// </summary>
    public double MeanTrueIoU => Ratio(MatchedIoU, TruePositives + FalseNegatives);

    /// <summary>F1 times mean matched IoU (Kirillov et al., "Panoptic segmentation", CVPR 2019).</summary>
    public double PanopticQuality => Ratio(2 * MatchedIoU, 2.0 * TruePositives + FalsePositives + FalseNegatives);

    internal DetectionScore Plus(DetectionScore other) => new(
        Threshold,
        TruePositives + other.TruePositives,
        FalsePositives + other.FalsePositives,
        FalseNegatives + other.FalseNegatives,
        MatchedIoU + other.MatchedIoU);

    private double Ratio(double part, double whole) =>
        whole > 0 ? part / whole : TruePositives + FalsePositives + FalseNegatives == 0 ? 1 : 0;
}
