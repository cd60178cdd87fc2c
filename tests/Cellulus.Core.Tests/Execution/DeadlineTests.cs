using Xunit;

namespace Cellulus.Core.Tests.Execution;

/// <summary>Work that has to be done by some time.</summary>
public sealed class DeadlineTests
{
    [Fact]
    public void Work_that_is_not_done_in_time_gives_what_there_was()
    {
        using var over = new Deadline(TimeSpan.Zero, CancellationToken.None);
        Assert.Equal("before", over.Run(() => Work(over), "before"));
        Assert.Equal(TimeSpan.Zero, over.Left);
        using var never = new Deadline(null, CancellationToken.None);
        Assert.Equal("done", never.Run(() => Work(never), "before"));
        Assert.Null(never.Left);
        using var late = new Deadline(TimeSpan.MaxValue, CancellationToken.None);
        Assert.Equal("done", late.Run(() => Work(late), "before"));
    }

    [Fact]
    public void Work_that_is_stopped_for_another_reason_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        using var deadline = new Deadline(TimeSpan.Zero, stop.Token);
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => deadline.Run(() => Work(deadline), "before"));
    }

    [Fact]
    public void Rounds_share_the_time_that_is_left()
    {
        using var over = new Deadline(TimeSpan.Zero, CancellationToken.None);
        Assert.Equal(2, new RoundTime(over, TimeSpan.FromSeconds(1)).Rounds(done: 2, most: 4));
        Assert.Equal(TimeSpan.Zero, new RoundTime(over, TimeSpan.FromSeconds(1)).ForSteps(2));
        using var hour = new Deadline(TimeSpan.FromHours(1), CancellationToken.None);
        Assert.Equal(4, new RoundTime(hour, TimeSpan.FromSeconds(1)).Rounds(done: 0, most: 4));
        Assert.Equal(2, new RoundTime(hour, TimeSpan.FromMinutes(14)).Rounds(done: 0, most: 4));
        Assert.InRange(new RoundTime(hour, TimeSpan.FromMinutes(5)).ForSteps(4)!.Value.TotalMinutes, 1, 10);
        using var never = new Deadline(null, CancellationToken.None);
        Assert.Equal((4, null), (new RoundTime(never, TimeSpan.FromHours(1)).Rounds(0, 4), new RoundTime(never, TimeSpan.FromHours(1)).ForSteps(4)));
    }

    private static string Work(Deadline deadline)
    {
        deadline.Token.ThrowIfCancellationRequested();
        return "done";
    }
}
