using Xunit;

namespace Cellulus.Tests;

public class SegmentationScorerTests
{
    [Theory]
    [InlineData("post_cell_sizefiltered", "eval_cell")]
    [InlineData("post_nucleus_sizefiltered", "eval_nucleus")]
    [InlineData("segmentation", "eval_ms")]
    [InlineData("segmentation_greedy", "eval_greedy")]
    [InlineData("bad_prediction", "eval_bad")]
    [InlineData(null, "eval_empty")]
    public void Scores_agree_with_the_reference(string? prediction, string expected)
    {
        NpzFile golden = NpzFile.Open("cluster2d.npz");
        double[] reference = golden[expected].Doubles();
        LabelImage truth = Labels(golden["gt"]);
        SegmentationScore score = SegmentationScorer.Score(prediction is null ? LabelImage.Empty(truth.Shape) : Labels(golden[prediction]), truth);

        Assert.Equal(reference[0], score.F1, 1e-12);
        Assert.Equal([(int)reference[1], (int)reference[2], (int)reference[3]], Counts(score));
        Assert.Equal(reference[4], score.SegSum, 1e-12);
        Assert.Equal(reference[5], score.TrueObjects);
        Assert.Equal(reference[6], score.Seg, 1e-12);
    }

    [Fact]
    public void An_iou_equal_to_the_threshold_is_no_match()
    {
        SegmentationScore score = SegmentationScorer.Score(Line(1, 1, 1, 1), Line(5, 5, 0, 0));

        Assert.Equal(0, score.TruePositives);
        Assert.Equal(1, score.At(0.4).TruePositives);
    }

    [Fact]
    public void Seg_takes_the_prediction_over_most_of_the_object_whatever_its_iou()
    {
        // The prediction merges both objects: IoU 0.6 and 0.4.
        SegmentationScore score = SegmentationScorer.Score(Line(1, 1, 1, 1, 1), Line(1, 1, 1, 2, 2));
        Assert.Equal(0.5, score.Seg, 1e-12);

        // Exactly half of the object is not more than half.
        Assert.Equal(0, SegmentationScorer.Score(Line(1, 1, 0, 0), Line(1, 1, 1, 1)).Seg);
    }

    [Fact]
    public void Ratios_follow_their_definitions()
    {
        // Two hits (IoU 1 and 2/3), one spurious, two missed.
        SegmentationScore score = SegmentationScorer.Score(
            Line(1, 1, 0, 2, 2, 0, 0, 9, 0, 0, 0, 0),
            Line(7, 7, 0, 3, 3, 3, 0, 0, 4, 4, 5, 5));

        Assert.Equal([2, 1, 2], [score.TruePositives, score.FalsePositives, score.FalseNegatives]);
        Assert.Equal(2.0 / 3, score.Precision, 1e-12);
        Assert.Equal(0.5, score.Recall, 1e-12);
        Assert.Equal(4.0 / 7, score.F1, 1e-12);
        Assert.Equal(0.4, score.Accuracy, 1e-12);
        Assert.Equal(5.0 / 12, score.Seg, 1e-12);
        Assert.Equal(5.0 / 6, score.At(0.5).MeanMatchedIoU, 1e-12);
        Assert.Equal(score.F1 * score.At(0.5).MeanMatchedIoU, score.At(0.5).PanopticQuality, 1e-12);
        // IoU 2/3 counts at four of the ten thresholds: 2/5, at the others 1 of 6.
        Assert.Equal((4 * 0.4 + 6 * (1.0 / 6)) / 10, score.AveragePrecision, 1e-12);
    }

    [Fact]
    public void Nothing_found_where_nothing_is_is_perfect_and_anything_else_is_not()
    {
        SegmentationScore nothing = SegmentationScorer.Score(Line(0, 0), Line(0, 0));
        Assert.Equal([1, 1, 1, 1, 1, 1], [nothing.F1, nothing.Seg, nothing.Precision, nothing.Recall, nothing.Accuracy, nothing.AveragePrecision]);

        SegmentationScore spurious = SegmentationScorer.Score(Line(1, 0), Line(0, 0));
        Assert.Equal([0, 0, 0, 0, 0, 0], [spurious.F1, spurious.Seg, spurious.Precision, spurious.Recall, spurious.Accuracy, spurious.AveragePrecision]);

        SegmentationScore missed = SegmentationScorer.Score(Line(0, 0), Line(1, 0));
        Assert.Equal([0, 0, 0, 0, 0, 0], [missed.F1, missed.Seg, missed.Precision, missed.Recall, missed.Accuracy, missed.AveragePrecision]);
    }

    [Fact]
    public void Pooling_sums_counts_and_averages_seg_over_objects()
    {
        SegmentationScore perfect = SegmentationScorer.Score(Line(1, 1, 2, 2, 3), Line(1, 1, 2, 2, 3));
        SegmentationScore empty = SegmentationScorer.Score(Line(0, 4), Line(1, 0));
        SegmentationScore pooled = SegmentationScorer.Pool([perfect, empty]);

        Assert.Equal([3, 1, 1], [pooled.TruePositives, pooled.FalsePositives, pooled.FalseNegatives]);
        Assert.Equal(0.75, pooled.Seg, 1e-12);
        Assert.Equal(0.75, pooled.F1, 1e-12);
        Assert.Equal(2, pooled.Images);
        Assert.Throws<ArgumentException>(() => SegmentationScorer.Pool([]));
        Assert.Throws<ArgumentException>(() => SegmentationScorer.Pool(
            [perfect, SegmentationScorer.Score(Line(1), Line(1), new ScoringOptions { Thresholds = [0.25] })]));
    }

    [Fact]
    public void Small_true_objects_are_ignored_together_with_what_lies_on_them()
    {
        // Truth 2 is a speck; prediction 8 matches it and prediction 9 is spurious.
        LabelImage truth = Line(1, 1, 1, 1, 0, 2, 0, 0, 0), prediction = Line(1, 1, 1, 1, 0, 8, 0, 0, 9);
        SegmentationScore all = SegmentationScorer.Score(prediction, truth), large = SegmentationScorer.Score(prediction, truth, new ScoringOptions { MinSize = 2 });

        Assert.Equal([2, 1, 0], [all.TruePositives, all.FalsePositives, all.FalseNegatives]);
        Assert.Equal([1, 1, 0], [large.TruePositives, large.FalsePositives, large.FalseNegatives]);
        Assert.Equal(1, large.TrueObjects);
    }

    [Fact]
    public void Objects_mostly_in_the_ignored_border_do_not_count_but_may_match()
    {
        var options = new ScoringOptions { IgnoredBorder = 1 };
        ImageShape shape = new(3, 8);
        // Truth 1 lies in the strip and is not found; truth 2 is half in the strip, so it counts and matches; prediction 9 lies in the
        // strip.
        LabelImage truth = LabelImage.FromLabels([1, 1, 0, 2, 2, 0, 0, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], shape);
        LabelImage prediction = LabelImage.FromLabels([0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 9], shape);
        SegmentationScore score = SegmentationScorer.Score(prediction, truth, options);

        Assert.Equal([1, 0, 0], [score.TruePositives, score.FalsePositives, score.FalseNegatives]);
        Assert.Equal([1, 1, 1], Counts(SegmentationScorer.Score(prediction, truth)));
    }

    [Fact]
    public void Label_numbers_do_not_matter()
    {
        NpzFile golden = NpzFile.Open("cluster2d.npz");
        LabelImage truth = Labels(golden["gt"]), prediction = Labels(golden["bad_prediction"]);
        LabelImage renumbered = LabelImage.FromLabels([.. prediction.Labels.ToArray().Select(l => l == 0 ? 0 : int.MaxValue - 37 * l)], prediction.Shape);
        SegmentationScore expected = SegmentationScorer.Score(prediction, truth), actual = SegmentationScorer.Score(renumbered, truth);

        Assert.Equal(expected.Detections.Select(d => (d.TruePositives, d.FalsePositives, Math.Round(d.MatchedIoU, 9))),
            actual.Detections.Select(d => (d.TruePositives, d.FalsePositives, Math.Round(d.MatchedIoU, 9))));
        Assert.Equal(expected.Seg, actual.Seg, 1e-12);
    }

    [Fact]
    public void Wrong_arguments_are_named()
    {
        Assert.Throws<ArgumentException>(() => SegmentationScorer.Score(Line(1, 2), Line(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => SegmentationScorer.Score(Line(1), Line(1), new ScoringOptions { Thresholds = [1.0] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => SegmentationScorer.Score(Line(1), Line(1), new ScoringOptions { MinSize = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => SegmentationScorer.Score(Line(1), Line(1)).At(0.33));
    }

    private static int[] Counts(SegmentationScore score) => [score.TruePositives, score.FalsePositives, score.FalseNegatives];

    private static LabelImage Line(params int[] labels) => LabelImage.FromLabels(labels, new ImageShape(1, labels.Length));

    private static LabelImage Labels(NpyArray array) => LabelImage.FromLabels(array.Integers(), new ImageShape(array.Shape[0], array.Shape[1]));
}
