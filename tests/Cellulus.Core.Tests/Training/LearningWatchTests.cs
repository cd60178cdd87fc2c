using Xunit;

namespace Cellulus.Core.Tests.Training;

public class LearningWatchTests
{
    private static readonly TrainingOptions s_planes = TrainingDefaults.Fill(new TrainingOptions(), rank: 2);

    [Fact]
    public void The_loss_of_nothing_is_that_of_equal_outputs()
    {
        // Continuous disc of radius 10, temperature 10: 1 - (1 - exp(-10)) / 10.
        Assert.Equal(0.9, new LearningWatch(s_planes, 2).LossOfNothing, 0.005);
        Assert.InRange(new LearningWatch(TrainingDefaults.Fill(new TrainingOptions(), rank: 3), 3).LossOfNothing, 0.7, 0.95);
        Assert.InRange(new LearningWatch(s_planes with { LossForm = OffsetLossForm.Sigmoid }, 2).LossOfNothing, 0.9, 1);
    }

    [Fact]
    public void A_run_is_judged_once_after_a_quarter_and_only_if_it_is_long()
    {
        var watch = new LearningWatch(s_planes with { Iterations = 400 }, 2);
        double nothing = watch.LossOfNothing;
        Assert.True(watch.HasFailed(100, nothing));
        Assert.False(watch.HasFailed(100, 0.95 * nothing));
        Assert.False(watch.HasFailed(99, nothing));
        Assert.False(watch.HasFailed(300, nothing));
        var quick = new LearningWatch(s_planes with { Iterations = 100 }, 2);
        Assert.DoesNotContain(true, Enumerable.Range(0, 101).Select(i => quick.HasFailed(i, nothing)));
    }

    [Fact]
    public async Task A_training_that_learns_nothing_is_begun_anew_and_then_reported()
    {
        var attempts = new List<int>();
        TrainingException told = await Assert.ThrowsAsync<TrainingException>(() => new EmbeddingTrainer().TrainAsync(
            [TrainingScenes.Blobs(64, 64)], TrainingScenes.Quick with { Iterations = 200, LearningRate = 1e-12, Features = 2, HeadFeatures = 4, BatchSize = 1 },
            new Collecting(attempts)));
        Assert.Equal([1, 2, 3], attempts.Distinct());
        Assert.Equal(150, attempts.Count);
        Assert.Contains("object diameter", told.Message);
    }

    private sealed class Collecting(List<int> attempts) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => attempts.Add(value.Attempt);
    }
}
