using Xunit;

namespace Cellulus.Tests;

public sealed class StarScheduleTests
{
    [Fact]
    public void What_was_learned_is_kept_unless_much_is_drawn()
    {
        StarSchedule keeping = StarSchedule.For(2, goesOn: true, isMuchDrawn: false), learning = StarSchedule.For(2, goesOn: true, isMuchDrawn: true);
        Assert.True(keeping.Iterations < learning.Iterations);
        Assert.True(keeping.LearningRate < learning.LearningRate);
        Assert.Equal((1, 0.75), (keeping.ChangedShare, learning.ChangedShare));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_weights_learn_alike_from_few_objects_and_many(int rank)
    {
        var fresh = StarSchedule.For(rank, goesOn: false, isMuchDrawn: false);
        Assert.Equal(fresh, StarSchedule.For(rank, goesOn: false, isMuchDrawn: true));
        Assert.Equal(0.5, fresh.ChangedShare);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Volumes_are_learned_in_as_many_steps_whatever_is_known(bool goesOn, bool isMuchDrawn)
    {
        Assert.Equal(1000, StarSchedule.For(3, goesOn, isMuchDrawn).Iterations);
        Assert.Equal(StarSchedule.For(2, goesOn, isMuchDrawn).LearningRate, StarSchedule.For(3, goesOn, isMuchDrawn).LearningRate);
    }

    [Fact]
    public void What_is_asked_for_comes_before_what_is_usual()
    {
        var usual = StarSchedule.For(2, goesOn: true, isMuchDrawn: false);
        Assert.Equal(usual, usual.With(new SupervisedTrainingOptions()));
        StarSchedule asked = usual.With(new SupervisedTrainingOptions { Iterations = 7, LearningRate = 0.5 });
        Assert.Equal(usual with { Iterations = 7, LearningRate = 0.5 }, asked);
    }
}
