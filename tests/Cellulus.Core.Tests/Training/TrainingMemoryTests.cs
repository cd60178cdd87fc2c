using Xunit;

namespace Cellulus.Core.Tests.Training;

/// <summary>Measures the memory of the whole process, so nothing else may run beside it.</summary>
[CollectionDefinition(nameof(TrainingMemoryTests), DisableParallelization = true)]
public sealed class TrainingMemoryCollection;

[Collection(nameof(TrainingMemoryTests))]
public sealed class TrainingMemoryTests
{
    private static readonly TrainingOptions s_options = new()
    {
        ObjectDiameter = 16, WorkingDiameter = 20, Features = 16, CropSize = 84, BatchSize = 4, Iterations = 3,
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task ThePlanAgreesWithWhatATrainingHolds(int threads)
    {
        TrainingOptions options = s_options with { MaxDegreeOfParallelism = threads };
        await new EmbeddingTrainer().TrainAsync([TrainingScenes.Blobs(64, 64)], options with { Iterations = 1 }); // what is made once
        long before = GC.GetTotalMemory(forceFullCollection: true), held = 0;

        MicroscopyImage[] images = [TrainingScenes.Blobs(600, 700), TrainingScenes.Blobs(500, 300)];
        MemoryPlan plan = EmbeddingTrainer.Plan(images, options);
        await new EmbeddingTrainer().TrainAsync(images, options, new Sink(p => held = Math.Max(held, GC.GetTotalMemory(forceFullCollection: true) - before)));
        GC.KeepAlive(images);

        // A second thread need not have come to help with so few crops.
        double least = threads == 1 ? 0.95 : 0.5;
        Assert.InRange(held / (double)plan.TotalBytes, least, 1.05);
    }

    [Fact]
    public void APlanTakesNoMemoryItself()
    {
        MicroscopyImage[] images = [TrainingScenes.Blobs(64, 64)];
        TrainingOptions large = s_options with { Features = 64, CropSize = 1012, BatchSize = 64 };
        EmbeddingTrainer.Plan(images, large);
        long before = GC.GetAllocatedBytesForCurrentThread();
        MemoryPlan plan = EmbeddingTrainer.Plan(images, large);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
        Assert.True(plan.TotalBytes > 1L << 30);
    }

    [Fact]
    public void MoreThreadsLargerCropsAndMoreFeaturesTakeMore()
    {
        MicroscopyImage[] images = [TrainingScenes.Blobs(64, 64)];
        long Total(TrainingOptions options) => EmbeddingTrainer.Plan(images, options).TotalBytes;
        long bytes = Total(s_options with { MaxDegreeOfParallelism = 1 });
        Assert.True(Total(s_options with { MaxDegreeOfParallelism = 1, CropSize = 124 }) > bytes);
        Assert.True(Total(s_options with { MaxDegreeOfParallelism = 1, Features = 32 }) > bytes);
        if (Environment.ProcessorCount > 1)
            Assert.True(Total(s_options with { MaxDegreeOfParallelism = 2 }) > bytes);
    }

    [Fact]
    public async Task ATrainingOverItsBudgetIsRefusedBeforeItStarts()
    {
        MicroscopyImage[] images = [TrainingScenes.Blobs(64, 64)];
        long needed = EmbeddingTrainer.Plan(images, s_options).TotalBytes;
        bool started = false;
        MemoryBudgetException e = await Assert.ThrowsAsync<MemoryBudgetException>(() => new EmbeddingTrainer().TrainAsync(
            images, s_options with { MemoryBudget = needed - 1 }, new Sink(_ => started = true)));
        Assert.False(started);
        Assert.Equal(needed, e.Plan.TotalBytes);
        Assert.Contains("fewer threads", e.Message, StringComparison.Ordinal);
        Assert.NotNull(await new EmbeddingTrainer().TrainAsync(images, s_options with { MemoryBudget = needed, Iterations = 1 }));
    }

    private sealed class Sink(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
