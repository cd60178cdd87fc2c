using Cellulus.Core.Tests.Training;
using Xunit;

namespace Cellulus.Tests;

public sealed class CountMatchingTests
{
    private static readonly float[] s_scores = [0.3f, 0.9f, 0.6f, 0.5f];

    [Theory]
    [InlineData(1, 0.75)]
    [InlineData(2, 0.55)]
    [InlineData(3, 0.4)]
    // All that could be found, and more than that: no lower than candidates are proposed.
    [InlineData(4, 0.2)]
    [InlineData(9, 0.2)]
    // Nothing is to be found: the highest threshold.
    [InlineData(0, 0.8)]
    public void The_threshold_lies_half_way_between_the_last_that_is_wanted_and_the_next(int wanted, double threshold) =>
        Assert.Equal(threshold, CountMatching.ThresholdFor(wanted, s_scores), 1e-6);

    [Fact]
    public void Thresholds_stay_in_bounds_and_at_the_default_where_nothing_could_be_found()
    {
        Assert.Equal(0.8, CountMatching.ThresholdFor(1, [0.99f, 0.95f]));
        Assert.Equal(StarConvexMetadata.DefaultProbability, CountMatching.ThresholdFor(3, []));
    }

    [Fact]
    public void A_model_finds_as_many_objects_as_were_predicted()
    {
        StarConvexModel model = SupervisionScenes.Untrained(2);
        MicroscopyImage[] images = [TrainingScenes.Blobs(62, 70), TrainingScenes.Blobs(80, 64)];
        int most = images.Sum(i => Found(model.WithThresholds(0.2, StarConvexMetadata.DefaultOverlap), i));
        Assert.True(most > 4, "Too few candidates to tell anything.");
        StarConvexModel matched = CountMatching.Choose(model, [.. images.Select(i => (i, most / 4))], StageExecution.Default);
        Assert.Equal(most / 4 * 2, images.Sum(i => Found(matched, i)));

        static int Found(StarConvexModel model, MicroscopyImage image)
        {
            StarCandidates candidates = model.Propose(image, model.ProbabilityThreshold, 256, StageExecution.Default);
            return NonMaximumSuppression.Select(candidates, model.OverlapThreshold, StageExecution.Default).Length;
        }
    }
}
