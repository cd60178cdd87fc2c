namespace Cellulus;

/// <summary>
/// Compares segmentations with true labels: F1, precision, recall, accuracy, SEG and average precision. A prediction matches a
/// true object when their IoU is greater than a threshold; matches are one to one, as many as possible and of the greatest sum of
/// IoU. Cost: one pass over the pixels and the pairs of objects that touch.
/// </summary>
public static class SegmentationScorer
{
    internal static readonly double[] AveragePrecisionThresholds = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95];

    /// <summary>Scores one image.</summary>
    /// <param name="prediction">Predicted labels; numbers and gaps between them do not matter.</param>
    /// <param name="truth">True labels on the same grid.</param>
    /// <param name="options">What counts; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">The images differ in extent.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static SegmentationScore Score(LabelImage prediction, LabelImage truth, ScoringOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(truth);
        options ??= new ScoringOptions();
        options.Validate();
        if (prediction.Shape != truth.Shape)
            throw new ArgumentException($"The prediction is {prediction.Shape} but the truth is {truth.Shape}; compare labels of the same image.", nameof(prediction));

        var objects = ScoredObjects.Build(prediction, truth, options);
        double[] thresholds = [.. options.Thresholds.Union(AveragePrecisionThresholds)];
        return new SegmentationScore(1, objects.SegSum(), [.. thresholds.Select(objects.Detect)], options.Thresholds);
    }

    /// <summary>Pools scores of several images: counts are summed, SEG is the mean over all true objects of the set.</summary>
    /// <param name="scores">Scores made with the same thresholds, at least one.</param>
    /// <exception cref="ArgumentException">There is no score, or the thresholds differ.</exception>
    public static SegmentationScore Pool(IEnumerable<SegmentationScore> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        SegmentationScore[] all = [.. scores];
        if (all.Length == 0)
            throw new ArgumentException("There is no score to pool.", nameof(scores));
        double[] thresholds = [.. all[0].Detections.Select(d => d.Threshold)];
        if (all.Any(s => !s.Detections.Select(d => d.Threshold).SequenceEqual(thresholds)))
            throw new ArgumentException("Only scores of the same thresholds can be pooled.", nameof(scores));
        DetectionScore[] detections = [.. all[0].AllDetections.Select(d => all.Skip(1).Aggregate(d, (sum, s) => sum.Plus(s.At(d.Threshold))))];
        return new SegmentationScore(all.Sum(s => s.Images), all.Sum(s => s.SegSum), detections, thresholds);
    }
}
