using Xunit;

namespace Cellulus.Tests;

/// <summary>What a host that runs several segmentations at once may rely on.</summary>
public sealed class SharedProcessorsTests
{
    [Fact]
    public async Task Segmentations_that_wait_leave_the_thread_pool_to_the_host()
    {
        ThreadPool.GetMinThreads(out int poolThreads, out _);
        using var gate = new ManualResetEventSlim();
        using var arrived = new CountdownEvent(2 * poolThreads + 2);
        DrawnScene scene = DrawnScene.Plane();
        var model = new PerfectModel(scene)
        {
            OnEmbed = (_, _, _) =>
            {
                arrived.Signal();
                gate.Wait();
            },
        };
        var segmenter = new CellSegmenter(model, new PlainBackground(), new PlainClusterer(), []);
        Task<Segmentation>[] running = [.. Enumerable.Range(0, arrived.InitialCount).Select(_ => segmenter.SegmentAsync(scene.Image()))];
        try
        {
            // More of them than the pool has threads, and all inside a stage: the pool still answers.
            Assert.True(arrived.Wait(TimeSpan.FromSeconds(60)));
            Assert.Equal(1, await Task.Run(() => 1).WaitAsync(TimeSpan.FromSeconds(60)));
        }
        finally
        {
            gate.Set();
        }
        Assert.All(await Task.WhenAll(running), s => Assert.Equal(scene.Truth.MaxLabel, s.Objects.Count));
    }

    [Fact]
    public async Task Several_segmentations_at_once_work_on_no_more_items_than_there_are_processors()
    {
        int now = 0, most = 0;
        DrawnScene scene = DrawnScene.Plane();
        var counted = new Lock();
        var model = new PerfectModel(scene)
        {
            OnEmbed = (_, _, execution) => ParallelWork.For(40, execution, _ =>
            {
                int running = Interlocked.Increment(ref now);
                lock (counted)
                    most = Math.Max(most, running);
                Thread.SpinWait(20_000);
                Interlocked.Decrement(ref now);
            }),
        };
        var segmenter = new CellSegmenter(model, new PlainBackground(), new PlainClusterer(), []);
        await Task.WhenAll(Enumerable.Range(0, 3 * Environment.ProcessorCount).Select(_ => segmenter.SegmentAsync(scene.Image())));
        Assert.InRange(most, 1, Environment.ProcessorCount);
    }

    [Fact]
    public async Task Stages_are_told_how_many_threads_they_may_use()
    {
        DrawnScene scene = DrawnScene.Plane();
        int told = 0;
        var model = new PerfectModel(scene) { OnEmbed = (_, _, execution) => told = execution.MaxDegreeOfParallelism };
        await new CellSegmenter(model).SegmentAsync(scene.Image(), new SegmentationOptions { MaxDegreeOfParallelism = 3 });
        Assert.Equal(3, told);
    }

    public static TheoryData<string> Stages => ["default", "textured", "paper", "greedy"];

    [Theory]
    [MemberData(nameof(Stages))]
    public async Task All_stages_give_the_same_labels_with_1_2_3_and_7_threads(string stages)
    {
        DrawnScene scene = DrawnScene.Plane();
        var model = new PerfectModel(scene, 17);
        CellSegmenter segmenter = stages switch
        {
            "textured" => new CellSegmenter(model, refiners: CellSegmenter.TexturedRefiners),
            "paper" => new CellSegmenter(model, refiners: [new HaloRefiner(new HaloOptions { Shrink = 4 }), new NucleusRefiner(), new SizeFilter()]),
            "greedy" => new CellSegmenter(model, clusterer: new GreedyClusterer()),
            _ => new CellSegmenter(model),
        };
        var labels = new List<int[]>();
        foreach (int threads in new[] { 1, 2, 3, 7 })
            labels.Add((await segmenter.SegmentAsync(scene.Image(), new SegmentationOptions { MaxDegreeOfParallelism = threads, Evidence = null })).Labels.Labels.ToArray());
        Assert.Contains(labels[0], l => l > 0);
        Assert.All(labels, l => Assert.Equal(labels[0], l));
    }
}
