namespace Cellulus.Benchmarks.Quality;

/// <summary>Scores the classical method.</summary>
internal static class BaselineEvaluation
{
    /// <summary>Segments and scores a set.</summary>
    /// <param name="set">The set.</param>
    /// <param name="test">Its test images.</param>
    /// <param name="testOnly">Leave out the images of the training.</param>
    /// <param name="execution">Threads, cancellation.</param>
    public static BaselineResult Run(DataSet set, IEnumerable<TestImage> test, bool testOnly, StageExecution execution)
    {
        double diameter = DiameterEstimator.Estimate(set.ReadTraining(), execution);
        (string threshold, Figures figures) = Better(set, test, diameter, execution);
        if (testOnly)
            return new BaselineResult(threshold, figures, null, null, diameter);
        (string thresholdOfAll, Figures all) = Better(set, set.All.Select(set.ReadTest), diameter, execution);
        return new BaselineResult(threshold, figures, thresholdOfAll, all, diameter);
    }

    private static (string Threshold, Figures Figures) Better(DataSet set, IEnumerable<TestImage> images, double diameter, StageExecution execution)
    {
        var baseline = new ClassicalBaseline(diameter, execution);
        var scores = ClassicalBaseline.Thresholds.Select(_ => new List<SegmentationScore>()).ToArray();
        foreach (TestImage image in images)
        {
            LabelImage[] found = baseline.Segment(image.Image);
            for (int t = 0; t < found.Length; t++)
                scores[t].Add(SegmentationScorer.Score(found[t], image.Truth, set.Scoring));
        }
        return ClassicalBaseline.Thresholds.Zip(scores, (name, s) => (name, Figures.Of(s))).MaxBy(c => c.Item2.F1);
    }
}
