namespace Cellulus;

/// <summary>Agreement of a segmentation with the truth, of one image or pooled over a set. Made by
/// <see cref="SegmentationScorer"/>.</summary>
public sealed record SegmentationScore
{
    internal SegmentationScore(int images, double segSum, IReadOnlyList<DetectionScore> detections, IReadOnlyList<double> thresholds)
    {
        Images = images;
        SegSum = segSum;
        AllDetections = detections;
        Detections = [.. thresholds.Distinct().Order().Select(At)];
    }

    /// <summary>Images behind this score.</summary>
    public int Images { get; }

    /// <summary>True objects that count.</summary>
    public int TrueObjects => AtHalf.TruePositives + AtHalf.FalseNegatives;

    /// <summary>Counts at each threshold of <see cref="ScoringOptions.Thresholds"/>, rising.</summary>
    public IReadOnlyList<DetectionScore> Detections { get; }

    /// <summary>F1 at IoU 0.5.</summary>
    public double F1 => AtHalf.F1;

    /// <summary>Precision at IoU 0.5.</summary>
    public double Precision => AtHalf.Precision;

    /// <summary>Recall at IoU 0.5.</summary>
    public double Recall => AtHalf.Recall;

    /// <summary>Accuracy TP / (TP + FP + FN) at IoU 0.5.</summary>
    public double Accuracy => AtHalf.Accuracy;

    /// <summary>Matched true objects at IoU 0.5.</summary>
    public int TruePositives => AtHalf.TruePositives;

    /// <summary>Unmatched predictions at IoU 0.5.</summary>
    public int FalsePositives => AtHalf.FalsePositives;

    /// <summary>Unmatched true objects at IoU 0.5.</summary>
    public int FalseNegatives => AtHalf.FalseNegatives;

    /// <summary>
    /// SEG of the Cell Tracking Challenge: for each true object the IoU with the one prediction that covers more than half of its
    /// pixels, 0 if there is none; the mean over all true objects. Without true objects 1 if nothing was predicted either, else 0.
    /// </summary>
    public double Seg => TrueObjects > 0 ? SegSum / TrueObjects : AtHalf.FalsePositives == 0 ? 1 : 0;

    /// <summary>
    /// Mean of the accuracy TP / (TP + FP + FN) over the IoU thresholds 0.5, 0.55, ... 0.95, as the 2018 Data Science Bowl did.
    /// There is no ranking by confidence in it, unlike in the average precision of object detection.
    /// </summary>
    public double AveragePrecision => SegmentationScorer.AveragePrecisionThresholds.Average(t => At(t).Accuracy);

    /// <summary>Counts at one threshold.</summary>
    /// <param name="threshold">0.5, 0.55, ... 0.95, or one of <see cref="ScoringOptions.Thresholds"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold was not among those.</exception>
    public DetectionScore At(double threshold) => AllDetections.FirstOrDefault(d => d.Threshold == threshold)
        ?? throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "Not scored at this threshold; name it in ScoringOptions.Thresholds.");

    internal double SegSum { get; }

    internal IReadOnlyList<DetectionScore> AllDetections { get; }

    private DetectionScore AtHalf => At(0.5);
}
