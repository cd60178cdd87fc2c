using Xunit;

namespace Cellulus.Tests;

public sealed class ThresholdChoiceTests
{
    private static readonly ImageShape s_shape = new(40, 60);

    [Fact]
    public void Finds_are_right_wrong_or_open_and_each_object_is_found_once()
    {
        // Two discs that count, one that was trained on, known background on the left half alone.
        var labels = new int[2400];
        for (int i = 0; i < labels.Length; i++)
        {
            (int y, int x) = (i / 60, i % 60);
            labels[i] = IsIn(y, x, 10, 10) ? 1 : IsIn(y, x, 30, 10) ? 2 : IsIn(y, x, 10, 50) ? 3 : x < 30 ? 0 : PseudoLabels.Unknown;
        }
        var known = new KnownObjects(new JudgedImage(MicroscopyImage.FromPixels(new float[2400], s_shape), new PseudoLabels(labels, s_shape), l => l != 3));
        Assert.Equal((2, 2 / 3.0), (known.Counting, known.CountingShare));
        StarCandidates candidates = Discs((10, 10), (11, 11), (10, 50), (30, 45), (20, 22), (30, 12));
        Assert.Equal(
            [Verdict.Right, Verdict.Wrong, Verdict.Open, Verdict.Open, Verdict.Wrong, Verdict.Right],
            Enumerable.Range(0, candidates.Count).Select(c => known.Judge(candidates.PixelsOf(c), 0.5)));

        static bool IsIn(int y, int x, int cy, int cx) => (y - cy) * (y - cy) + (x - cx) * (x - cx) <= 36;
    }

    [Fact]
    public void Without_an_object_that_counts_the_thresholds_stay()
    {
        StarConvexModel model = SupervisionScenes.Untrained(2);
        MicroscopyImage image = SelfTrainingScenes.Image(1);
        var judged = new JudgedImage(image, new PseudoLabels(new int[image.Shape.PixelCount], image.Shape), _ => true);
        Assert.Same(model, ThresholdChoice.Choose(model, [judged], 0, StageExecution.Default));
        Assert.Same(model, ThresholdChoice.Choose(model, [], 0, StageExecution.Default));
    }

    [Theory]
    // An F1 of .9 instead of .8: for eight objects that is within a standard error, for a thousand far beyond.
    [InlineData(8, 0, 0.4, 0.2)]
    [InlineData(1000, 0, 0.35, 0.1)]
    [InlineData(1000, 0.05, 0.35, 0.1)]
    // What was learned from must speak louder.
    [InlineData(1000, 0.15, 0.4, 0.2)]
    public void Few_objects_leave_the_defaults_and_many_choose(int objects, double leastGain, double probability, double overlap)
    {
        var counts = new ThresholdCounts[3, 13];
        for (int o = 0; o < 3; o++)
            for (int p = 0; p < 13; p++)
                counts[o, p] = new ThresholdCounts(0.8 * objects, 0.2 * objects, 0.2 * objects);
        counts[0, 3] = new ThresholdCounts(0.9 * objects, 0.1 * objects, 0.1 * objects);

        Assert.Equal((probability, overlap), ThresholdChoice.Best(counts, leastGain, (0.4, 0.2)));
    }

    [Fact]
    public void What_stays_unless_others_are_better_is_what_the_model_has()
    {
        var counts = new ThresholdCounts[3, 13];
        for (int o = 0; o < 3; o++)
            for (int p = 0; p < 13; p++)
                counts[o, p] = new ThresholdCounts(80, 20, 20);
        Assert.Equal((0.23, 0.2), ThresholdChoice.Best(counts, 0, (0.23, 0.2)));
        // 0.25 is the nearest to it that is tried; what it is judged by now misses most.
        counts[1, 1] = new ThresholdCounts(10, 90, 90);
        Assert.Equal((0.2, 0.2), ThresholdChoice.Best(counts, 0, (0.23, 0.2)));
    }

    [Fact]
    public void Where_nothing_is_found_nothing_is_chosen() => Assert.Null(ThresholdChoice.Best(new ThresholdCounts[3, 13], 0, (0.4, 0.2)));

    private static StarCandidates Discs(params (int Y, int X)[] centres) => new(
        [.. centres.Select(c => s_shape.IndexOf(0, c.Y, c.X))], [.. centres.Select(_ => 1f)], [.. Enumerable.Repeat(6.2f, 32 * centres.Length)], s_shape, RayDirections.Of(2, 32));
}
