using System.Runtime.CompilerServices;
using Cellulus.Tests;
using Xunit;

namespace Cellulus.Core.Tests.Execution;

public sealed class ParallelWorkTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void EveryItemRunsOnce(int threads)
    {
        int[] runs = new int[1000];
        ParallelWork.For(runs.Length, Threads(threads), i => Interlocked.Increment(ref runs[i]));
        Assert.All(runs, n => Assert.Equal(1, n));
    }

    [Fact]
    public void WorkInsideWorkFinishes()
    {
        int sum = 0;
        ParallelWork.For(20, Threads(4), _ => ParallelWork.For(20, Threads(4), _ => Interlocked.Increment(ref sum)));
        Assert.Equal(400, sum);
    }

    [Fact]
    public void TheLimitOfThreadsHolds()
    {
        int now = 0, most = 0;
        ParallelWork.For(200, Threads(2), _ =>
        {
            int running = Interlocked.Increment(ref now);
            lock (this)
                most = Math.Max(most, running);
            Thread.Yield();
            Interlocked.Decrement(ref now);
        });
        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public async Task ManyCallersTogetherRunNoMoreItemsThanProcessors()
    {
        int now = 0, most = 0;
        await Task.WhenAll(Enumerable.Range(0, 3 * Environment.ProcessorCount).Select(_ => Task.Factory.StartNew(
            () => ParallelWork.For(50, Threads(4), _ =>
            {
                int running = Interlocked.Increment(ref now);
                lock (this)
                    most = Math.Max(most, running);
                Thread.SpinWait(1000);
                Interlocked.Decrement(ref now);
            }), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        Assert.InRange(most, 1, Environment.ProcessorCount);
    }

    [Fact]
    public void AFailureReachesTheCallerAsItIs()
    {
        var failure = new InvalidImageException("item 7");
        Assert.Same(failure, Assert.Throws<InvalidImageException>(() =>
            ParallelWork.For(100, Threads(3), i => { if (i == 7) throw failure; })));
    }

    [Fact]
    public void ACancelledCallThrows()
    {
        using var stop = new CancellationTokenSource();
        int done = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => ParallelWork.For(1000, Threads(2) with { CancellationToken = stop.Token }, _ =>
        {
            int number = Interlocked.Increment(ref done);
            if (number == 5)
                stop.Cancel();
            else if (number > 5)
                stop.Token.WaitHandle.WaitOne(); // begun before the fifth came to cancel
        }));
        Assert.InRange(done, 5, 6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void ProgressRisesItemByItemWhicheverThreadEnds(int threads)
    {
        var told = new List<double>();
        ParallelWork.ForWithProgress(5000, Threads(threads) with { Progress = new Sink<double>(told.Add) }, _ => { });
        Assert.Equal(Enumerable.Range(1, 5000).Select(n => n / 5000.0), told);
    }

    [Fact]
    public void WhatWasWorkedOnIsNotKeptAlive()
    {
        WeakReference worked = Work();
        GC.Collect();
        Assert.False(worked.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Work()
        {
            float[] data = new float[1000];
            ParallelWork.For(100, Threads(4), i => { data[i] = i; Thread.SpinWait(10_000); });
            return new WeakReference(data);
        }
    }

    [Fact]
    public void TheThreadPoolIsLeftToTheHost()
    {
        int onPool = 0, caller = Environment.CurrentManagedThreadId;
        ParallelWork.For(200, Threads(4), _ =>
        {
            if (Thread.CurrentThread.IsThreadPoolThread && Environment.CurrentManagedThreadId != caller)
                Interlocked.Increment(ref onPool);
            Thread.SpinWait(1000);
        });
        Assert.Equal(0, onPool);
    }

    private static StageExecution Threads(int count) => new() { MaxDegreeOfParallelism = count };
}
