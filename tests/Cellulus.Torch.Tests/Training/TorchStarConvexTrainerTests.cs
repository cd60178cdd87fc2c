using Cellulus.Testing;
using Cellulus.Tests;
using Xunit;

namespace Cellulus.Torch.Tests.Training;

/// <summary>Supervised trainings on TorchSharp, against those of the managed engine.</summary>
public sealed class TorchStarConvexTrainerTests
{
    [TorchTheory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(13, 1)]
    public async Task ATrainingIsThatOfTheManagedEngine(int depth, int channels)
    {
        SupervisedImage image = SupervisionScenes.Annotated(depth, channels);
        image = image with { Predictions = image.Annotations };
        SupervisedTrainingOptions options = SupervisionScenes.Quick(depth, threads: 1) with { Iterations = 3 };
        List<TrainingProgress> managedReports = [], torchReports = [];

        StarConvexModel managed = await new StarConvexTrainer().TrainAsync([image], options, new Sink<TrainingProgress>(managedReports.Add));
        using TorchStarConvexModel torch = await new TorchStarConvexTrainer(Cpu.Options with { BatchSize = 2 }).TrainAsync([image], options, new Sink<TrainingProgress>(torchReports.Add));

        Assert.Equal(managedReports.Select(r => (r.Iteration, r.Iterations, r.LearningRate)), torchReports.Select(r => (r.Iteration, r.Iterations, r.LearningRate)));
        for (int i = 0; i < torchReports.Count; i++)
            Assert.Equal(managedReports[i].Loss, torchReports[i].Loss, 1e-3 * managedReports[i].Loss);
        float[] a = managed.Parameters.ToArray(), b = torch.Model.Parameters.ToArray();
        int far = Enumerable.Range(0, a.Length).Count(i => Math.Abs(a[i] - b[i]) > 1e-4);
        Assert.True(far < a.Length / 20, $"{far} of {a.Length} weights differ.");
        // What a network that has hardly learned proposes is too even to choose the same thresholds by.
        Assert.Equal(managed.Metadata, torch.Model.WithThresholds(managed.ProbabilityThreshold, managed.OverlapThreshold).Metadata);
    }

    [TorchFact]
    public async Task ATrainedModelFindsTheSameCellsOnEitherEngine()
    {
        SupervisedImage[] images = [.. Enumerable.Range(0, 4).Select(SupervisionScenes.Cells).Select(s => new SupervisedImage(s.Image) { Annotations = s.Truth })];
        CellScene other = SupervisionScenes.Cells(10);
        var options = new SupervisedTrainingOptions { Iterations = 260, BatchSize = 4, CropSize = 92, Features = 8, MaxDegreeOfParallelism = 1 };
        using TorchStarConvexModel model = await new TorchStarConvexTrainer(Cpu.Options).TrainAsync(images, options);
        var how = new SegmentationOptions { MaxDegreeOfParallelism = 1 };

        Segmentation expected = await new CellSegmenter(model.Model).SegmentAsync(other.Image, how), actual = await new CellSegmenter(model).SegmentAsync(other.Image, how);

        SegmentationScore score = SegmentationScorer.Score(actual.Labels, other.Truth);
        Assert.True(score.F1 > 0.6, $"F1 is {score.F1:0.000}: too few cells to compare.");
        int same = Enumerable.Range(0, expected.Labels.Labels.Length).Count(i => expected.Labels.Labels[i] == actual.Labels.Labels[i]);
        Assert.True(same >= 0.999 * expected.Labels.Labels.Length, $"{same} of {expected.Labels.Labels.Length} pixels have the same label.");
        Assert.Equal(expected.Objects.Count, actual.Objects.Count);
        Assert.All(expected.Objects.Zip(actual.Objects), pair => Assert.Equal(pair.First.Confidence, pair.Second.Confidence, 1e-3));
        Assert.Equal(nameof(TorchStarConvexModel), actual.Parameters.ModelName);

        var one = new StageExecution { MaxDegreeOfParallelism = 1 };
        IReadOnlyList<JudgedImage> heldOut = SupervisedSet.Prepare(images, options, one).HeldOut;
        StarConvexModel usual = model.Model.WithThresholds(StarConvexMetadata.DefaultProbability, StarConvexMetadata.DefaultOverlap);
        Assert.Equal(Thresholds(ThresholdChoice.Choose(usual, heldOut, 0, one)), Thresholds(model.Model));
        // From thresholds with which next to nothing is found, others have to be chosen.
        StarConvexModel strict = model.Model.WithThresholds(0.9, 0.9);
        using var pass = new TorchTilePass(strict, new TorchSession(Cpu.Options));
        StarConvexModel chosen = ThresholdChoice.Choose(strict, heldOut, 0, one, pass);
        Assert.NotEqual(Thresholds(strict), Thresholds(chosen));
        Assert.Equal(Thresholds(ThresholdChoice.Choose(strict, heldOut, 0, one)), Thresholds(chosen));

        static (double, double) Thresholds(StarConvexModel of) => (of.ProbabilityThreshold, of.OverlapThreshold);
    }

    [TorchFact]
    public async Task NativeMemoryDoesNotGrowOverTwoHundredSteps()
    {
        var counts = new List<long>();
        SupervisedTrainingOptions options = SupervisionScenes.Quick(1, threads: 1) with { Iterations = 200, Features = 2, BatchSize = 2, CropSize = 44 };
        long before = TorchSharp.torch.Tensor.TotalCount;
        TorchStarConvexModel model = await new TorchStarConvexTrainer(Cpu.Options).TrainAsync(
            [SupervisionScenes.Annotated(1)], options, new Sink<TrainingProgress>(_ => counts.Add(TorchSharp.torch.Tensor.TotalCount)));
        Assert.Equal(200, counts.Count);
        Assert.All(counts.Skip(1), count => Assert.Equal(counts[1], count));
        model.Dispose();
        Assert.Equal(before, TorchSharp.torch.Tensor.TotalCount);
    }

    [TorchFact]
    public async Task StepsWithSixteenBitFloatsStayNear()
    {
        List<double> single = [], mixed = [];
        SupervisedImage[] images = [SupervisionScenes.Annotated(1)];
        SupervisedTrainingOptions options = SupervisionScenes.Quick(1, threads: 1);
        using TorchStarConvexModel a = await new TorchStarConvexTrainer(Cpu.Options).TrainAsync(images, options, new Sink<TrainingProgress>(p => single.Add(p.Loss)));
        using TorchStarConvexModel b = await new TorchStarConvexTrainer(Cpu.Options with { Precision = TorchPrecision.Mixed }).TrainAsync(
            images, options, new Sink<TrainingProgress>(p => mixed.Add(p.Loss)));
        Assert.NotEqual(single, mixed);
        for (int i = 0; i < single.Count; i++)
            Assert.Equal(single[i], mixed[i], 0.02 * single[i]);
    }

    [TorchFact]
    public async Task WhatCannotBeTrainedIsRefusedAndATrainingCanBeCancelled()
    {
        ISupervisedTrainer trainer = new TorchStarConvexTrainer(Cpu.Options);
        SupervisedImage known = SupervisionScenes.Annotated(1);
        SupervisedTrainingOptions options = SupervisionScenes.Quick(1);
        await Assert.ThrowsAsync<TrainingException>(() => trainer.TrainAsync([], options));
        await Assert.ThrowsAsync<TrainingException>(() => trainer.TrainAsync([known with { Annotations = null }], options));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trainer.TrainAsync([known], options, cancellationToken: new CancellationToken(canceled: true)));
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trainer.TrainAsync([known], options, new Sink<TrainingProgress>(_ => stop.Cancel()), stop.Token));
    }
}
