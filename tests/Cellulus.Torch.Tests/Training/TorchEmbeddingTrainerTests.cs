using Cellulus.Testing;
using Cellulus.Tests;
using Xunit;

namespace Cellulus.Torch.Tests.Training;

/// <summary>Trainings on TorchSharp, against those of the managed engine.</summary>
public sealed class TorchEmbeddingTrainerTests
{
    private static readonly MicroscopyImage[] s_images = [TrainingScenes.Blobs(80, 90), TrainingScenes.Blobs(30, 200, seed: 2)];

    // Networks this small gain nothing from a second thread, and lose much where processors are busy.
    private static readonly TrainingOptions s_one = TrainingScenes.Quick with { MaxDegreeOfParallelism = 1 };
    private static readonly TrainingOptions s_quick = s_one with { LearnUncertainty = false };

    [TorchTheory]
    [InlineData(1, 1, OffsetLossForm.Exponential)]
    [InlineData(1, 2, OffsetLossForm.Sigmoid)]
    [InlineData(20, 1, OffsetLossForm.Exponential)]
    public async Task StepsAreThoseOfTheManagedEngine(int depth, int channels, OffsetLossForm form)
    {
        MicroscopyImage[] images = [TrainingScenes.Blobs(48, 52, channels, depth)];
        TrainingOptions options = s_quick with { CropSize = 38, PairRadius = 5, BatchSize = 3, LossForm = form };
        List<double> managedLosses = [], torchLosses = [];

        EmbeddingModel managed = await new EmbeddingTrainer().TrainAsync(images, options, new Sink<TrainingProgress>(p => managedLosses.Add(p.Loss)));
        using TorchEmbeddingModel torch = await new TorchEmbeddingTrainer(Cpu.Options with { BatchSize = 2 }).TrainAsync(images, options, new Sink<TrainingProgress>(p => torchLosses.Add(p.Loss)));

        Assert.Equal(managedLosses.Count, torchLosses.Count);
        for (int i = 0; i < torchLosses.Count; i++)
            Assert.Equal(managedLosses[i], torchLosses[i], 1e-4 * managedLosses[i]);
        // Adam moves each weight by about the learning rate, whatever the gradient: where that is but rounding, weights part.
        float[] a = managed.Parameters.ToArray(), b = torch.Model.Parameters.ToArray();
        int far = Enumerable.Range(0, a.Length).Count(i => Math.Abs(a[i] - b[i]) > 1e-5);
        Assert.True(far < a.Length / 20, $"{far} of {a.Length} weights differ.");
        Assert.Equal(managed.Description, torch.Description);
        Assert.Equal(managed.Iterations, torch.Model.Iterations);
    }

    [TorchFact]
    public async Task EitherEngineGoesOnFromTheCheckpointOfTheOther()
    {
        using var folder = new TemporaryFolder();
        TrainingOptions options = s_quick with { Iterations = 6 };
        EmbeddingModel unbroken = await new EmbeddingTrainer().TrainAsync(s_images, options);
        foreach (bool torchFirst in new[] { true, false })
        {
            TrainingOptions saving = options with { CheckpointPath = folder.PathOf($"{torchFirst}.checkpoint"), CheckpointInterval = 3 };
            IEmbeddingTrainer torch = new TorchEmbeddingTrainer(Cpu.Options), managed = new EmbeddingTrainer();
            using var stop = new CancellationTokenSource();
            var cancelAtFour = new Sink<TrainingProgress>(p => { if (p.Iteration == 4) stop.Cancel(); });
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => (torchFirst ? torch : managed).TrainAsync(s_images, saving, cancelAtFour, stop.Token));
            int resumedAt = 0;
            IEmbeddingModel resumed = await (torchFirst ? managed : torch).TrainAsync(
                s_images, saving with { Resume = true }, new Sink<TrainingProgress>(p => resumedAt = resumedAt == 0 ? p.Iteration : resumedAt));

            Assert.Equal(5, resumedAt); // a training that is stopped after step 4 leaves the checkpoint of it
            EmbeddingModel model = resumed is TorchEmbeddingModel t ? t.Model : (EmbeddingModel)resumed;
            float[] a = unbroken.Parameters.ToArray(), b = model.Parameters.ToArray();
            Assert.True(Enumerable.Range(0, a.Length).Count(i => Math.Abs(a[i] - b[i]) > 2e-5) < a.Length / 20);
        }
    }

    [TorchFact]
    public async Task ATrainedModelGivesTheSameLabelsOnEitherEngine()
    {
        CellScene scene = CellSceneSimulator.Simulate(new CellSceneOptions { Shape = new ImageShape(96, 112), Cells = 8 });
        TrainingOptions options = s_one with { ObjectDiameter = 24, WorkingDiameter = 24, Iterations = 60, Features = 6, HeadFeatures = 12, BatchSize = 2, LearningRate = 1e-3 };
        using TorchEmbeddingModel model = await new TorchEmbeddingTrainer(Cpu.Options).TrainAsync([scene.Image], options);
        foreach (int? passes in new int?[] { null, 3 })
        {
            var how = new SegmentationOptions { Passes = passes, MaxDegreeOfParallelism = 1 };
            LabelImage expected = (await new CellSegmenter(model.Model, refiners: [new SizeFilter()]).SegmentAsync(scene.Image, how)).Labels;
            LabelImage actual = (await new CellSegmenter(model, refiners: [new SizeFilter()]).SegmentAsync(scene.Image, how)).Labels;
            AssertSameLabels(expected, actual);
        }
    }

    [TorchFact]
    public async Task NativeMemoryDoesNotGrowOverTwoHundredSteps()
    {
        var counts = new List<long>();
        TrainingOptions options = s_quick with { Iterations = 200, Features = 2, HeadFeatures = 4, CropSize = 38, PairRadius = 5, BatchSize = 2 };
        long before = TorchSharp.torch.Tensor.TotalCount;
        TorchEmbeddingModel model = await new TorchEmbeddingTrainer(Cpu.Options).TrainAsync([TrainingScenes.Blobs(50, 50)], options, new Sink<TrainingProgress>(_ => counts.Add(TorchSharp.torch.Tensor.TotalCount)));
        Assert.Equal(200, counts.Count);
        // Weights, moments, positions: none of them more after 200 steps than after 2.
        Assert.All(counts.Skip(1), count => Assert.Equal(counts[1], count));
        model.Dispose();
        Assert.Equal(before, TorchSharp.torch.Tensor.TotalCount);
    }

    [TorchFact]
    public async Task StepsWithSixteenBitFloatsStayNear()
    {
        List<double> single = [], mixed = [];
        using TorchEmbeddingModel a = await new TorchEmbeddingTrainer(Cpu.Options).TrainAsync(s_images, s_quick, new Sink<TrainingProgress>(p => single.Add(p.Loss)));
        using TorchEmbeddingModel b = await new TorchEmbeddingTrainer(Cpu.Options with { Precision = TorchPrecision.Mixed }).TrainAsync(
            s_images, s_quick, new Sink<TrainingProgress>(p => mixed.Add(p.Loss)));
        Assert.NotEqual(single, mixed);
        for (int i = 0; i < single.Count; i++)
            Assert.Equal(single[i], mixed[i], 0.02 * single[i]);
    }

    [TorchFact]
    public async Task ProgressIsThatOfTheManagedTrainer()
    {
        var reports = new List<TrainingProgress>();
        using TorchEmbeddingModel model = await new TorchEmbeddingTrainer(Cpu.Options).TrainAsync(s_images, s_one, new Sink<TrainingProgress>(reports.Add));
        Assert.Equal([1, 2, 3, 4], reports.Where(r => r.UncertaintyShare is null).Select(r => r.Iteration));
        Assert.Equal(1, reports[^1].UncertaintyShare!.Value, 6);
        Assert.True(model.Description.LearnedUncertainty);
    }

    [TorchFact]
    public async Task WhatCannotBeTrainedIsRefusedBeforeItBegins()
    {
        var trainer = new TorchEmbeddingTrainer(Cpu.Options);
        await Assert.ThrowsAsync<TrainingException>(() => trainer.TrainAsync([], s_quick));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => trainer.TrainAsync(s_images, s_quick with { CropSize = 35 }));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trainer.TrainAsync(s_images, s_quick, cancellationToken: new CancellationToken(canceled: true)));
        MemoryBudgetException e = await Assert.ThrowsAsync<MemoryBudgetException>(() => trainer.TrainAsync(s_images, s_quick with { MemoryBudget = 100_000 }));
        Assert.Contains(e.Plan.Shares, share => share.Name.Contains("libtorch", StringComparison.Ordinal));
    }

    private static void AssertSameLabels(LabelImage expected, LabelImage actual)
    {
        Assert.True(expected.Labels.ContainsAnyExcept(0), "Nothing was found to compare.");
        int same = 0;
        for (int i = 0; i < expected.Labels.Length; i++)
            same += expected.Labels[i] == actual.Labels[i] ? 1 : 0;
        double share = same / (double)expected.Labels.Length;
        Assert.True(share >= 0.999, $"{share:0.0000} of the pixels have the same label.");
    }
}
