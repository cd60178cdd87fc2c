using Xunit;

namespace Cellulus.Tests;

/// <summary>How trainings that follow one another are counted.</summary>
public sealed class TrainingClockTests
{
    [Fact]
    public void The_next_training_counts_all_attempts_before_it()
    {
        var clock = new TrainingClock(10, objectDiameter: 12);
        Assert.Equal(1, clock.Tick(1, 0.5, 1e-3).Attempt);
        Assert.Equal(3, clock.Tick(1, 0.5, 1e-3, attempt: 3).Attempt);
        TrainingClock next = clock.ForNext(10, 24);
        TrainingProgress told = next.Tick(1, 0.5, 1e-3);
        Assert.Equal((4, 24.0), (told.Attempt, told.ObjectDiameter));
        Assert.Equal(6, next.ForNext(10, 12).Tick(1, 0.5, 1e-3, attempt: 2).Attempt);
    }

    [Fact]
    public void A_training_that_took_no_step_does_not_count()
    {
        TrainingClock clock = new TrainingClock(10, objectDiameter: 12).ForNext(10, 12);
        Assert.Equal(1, clock.Tick(1, 0.5, 1e-3).Attempt);
        Assert.Equal(2, clock.ForNext(10, 12).ForNext(10, 12).Tick(1, 0.5, 1e-3).Attempt);
    }
}
