using Cellulus.Core.Tests.Training;
using Xunit;

namespace Cellulus.Tests;

public sealed class CountMatchingTests
{
    private static readonly float[] s_scores = [0.3f, 0.9f, 0.34f, 0.26f];

    [Theory]
    [InlineData(2, 0.32)]
    [InlineData(3, 0.28)]
    // More are found by default than were predicted, or nothing was.
    [InlineData(1, 0.4)]
    [InlineData(0, 0.4)]
    // All that could be found, and more than that: no lower than candidates are proposed.
    [InlineData(4, 0.2)]
    [InlineData(9, 0.2)]
    public void The_threshold_lies_half_way_between_the_last_that_is_wanted_and_the_next(int wanted, double threshold) =>
        Assert.Equal(threshold, CountMatching.ThresholdFor(wanted, s_scores), 1e-6);

    [Fact]
    public void Where_nothing_could_be_found_the_threshold_is_the_default() =>
        Assert.Equal(StarConvexMetadata.DefaultProbability, CountMatching.ThresholdFor(3, []));

    [Fact]
    public void Counts_of_all_images_are_taken_together()
    {
        StarConvexModel model = SupervisionScenes.Untrained(2);
        MicroscopyImage[] images = [TrainingScenes.Blobs(62, 70), TrainingScenes.Blobs(80, 64)];
        Assert.Equal(0.2, Choose(0, 1000));
        Assert.Equal(StarConvexMetadata.DefaultProbability, Choose(1, 0));

        double Choose(int first, int second) =>
            CountMatching.Choose(model, [(images[0], first), (images[1], second)], StageExecution.Default).ProbabilityThreshold;
    }
}
