using Cellulus.Tests;
using Xunit;

namespace Cellulus.Core.Tests.Training;

public sealed class EmbeddingTrainerTests
{
    private static readonly MicroscopyImage[] s_images = [TrainingScenes.Blobs(80, 90), TrainingScenes.Blobs(30, 200, seed: 2)];

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task ThreadsDoNotChangeTheModel(int threads)
    {
        EmbeddingModel one = await Train(TrainingScenes.Quick with { MaxDegreeOfParallelism = 1 });
        EmbeddingModel many = await Train(TrainingScenes.Quick with { MaxDegreeOfParallelism = threads });
        Assert.Equal(one.Parameters, many.Parameters);
    }

    [Fact]
    public async Task AnotherSeedGivesAnotherModel()
    {
        EmbeddingModel one = await Train(TrainingScenes.Quick);
        EmbeddingModel other = await Train(TrainingScenes.Quick with { Seed = 1 });
        Assert.False(one.Parameters.SequenceEqual(other.Parameters));
    }

    [Fact]
    public async Task Where_little_looks_like_a_cell_all_begins_once_more_from_other_weights()
    {
        var trainings = new List<(int Attempt, double Factor, int Iterations)>();
        MicroscopyImage[] crosses = [Crosses()];
        double estimate = DiameterEstimator.Estimate(crosses);
        await new EmbeddingTrainer().TrainAsync(crosses, TrainingScenes.Quick with
        {
            ObjectDiameter = null, Iterations = 100, LearningRate = 1e-12, SelfTraining = new SelfTrainingOptions { Iterations = 1, Rounds = 1, Features = 4, BatchSize = 1 },
        }, new Sink<TrainingProgress>(p =>
        {
            Assert.InRange(p.Iteration, 1, p.Iterations);
            trainings.Add((p.Attempt, Math.Round(p.ObjectDiameter!.Value / estimate, 6), p.Iterations));
        }));
        Assert.Equal([(1, 1, 100), (2, 1, 100)], trainings.Distinct());
    }

    private static MicroscopyImage Crosses()
    {
        var shape = new ImageShape(180, 180);
        var random = new Random(5);
        float[] pixels = [.. Enumerable.Range(0, 180 * 180).Select(i =>
        {
            (int dy, int dx) = (i / 180 % 36 - 18, i % 180 % 36 - 18);
            bool isCross = (Math.Abs(dx) < 3 && Math.Abs(dy) < 13) || (Math.Abs(dy) < 3 && Math.Abs(dx) < 13);
            return (isCross ? 100f : 10) + 5 * random.NextSingle();
        })];
        return MicroscopyImage.FromPixels(pixels, shape);
    }

    [Fact]
    public async Task AResumedTrainingEqualsAnUnbrokenOneBitForBit()
    {
        using var folder = new TemporaryFolder();
        TrainingOptions options = TrainingScenes.Quick with
        {
            Iterations = 6, CheckpointPath = folder.PathOf("run.checkpoint"), CheckpointInterval = 2,
        };
        EmbeddingModel unbroken = await Train(TrainingScenes.Quick with { Iterations = 6 });

        using var stop = new CancellationTokenSource();
        var cancelAtThree = new Sink<TrainingProgress>(p => { if (p.Iteration == 3) stop.Cancel(); });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new EmbeddingTrainer().TrainAsync(s_images, options, cancelAtThree, stop.Token));
        int resumedAt = 0;
        EmbeddingModel resumed = await new EmbeddingTrainer().TrainAsync(
            s_images, options with { Resume = true }, new Sink<TrainingProgress>(p => resumedAt = resumedAt == 0 ? p.Iteration : resumedAt));

        Assert.Equal(4, resumedAt); // what was cancelled after step 3 is kept
        Assert.Equal(unbroken.Parameters, resumed.Parameters);
        Assert.Equal(6, resumed.Iterations);
    }

    [Fact]
    public async Task ACheckpointOfAnotherRunIsRefused()
    {
        using var folder = new TemporaryFolder();
        TrainingOptions options = TrainingScenes.Quick with
        {
            Iterations = 2, CheckpointPath = folder.PathOf("run.checkpoint"), CheckpointInterval = 1,
        };
        await Train(options);
        ModelFileException e = await Assert.ThrowsAsync<ModelFileException>(() => Train(options with { Resume = true, LearningRate = 1e-3 }));
        Assert.Contains("other images or options", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OffsetLossForm.Exponential)]
    [InlineData(OffsetLossForm.Sigmoid)]
    public async Task TheLossFalls(OffsetLossForm form)
    {
        var losses = new List<double>();
        TrainingOptions options = TrainingScenes.Quick with { Iterations = 150, Features = 12, HeadFeatures = 16, CropSize = 60, BatchSize = 2, LossForm = form, LearningRate = 1e-3, LearningRateDrops = [] };
        await new EmbeddingTrainer().TrainAsync(s_images, options, new Sink<TrainingProgress>(p => losses.Add(p.Loss)));
        Assert.True(losses[^1] < 0.98 * losses[10], $"{losses[10]} fell to {losses[^1]} only.");
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(20, 1)]
    public async Task ChannelsAndVolumesTrainByTheSameCode(int depth, int channels)
    {
        EmbeddingModel model = await new EmbeddingTrainer().TrainAsync(
            [TrainingScenes.Blobs(48, 52, channels, depth)],
            TrainingScenes.Quick with { Iterations = 1, BatchSize = 1, CropSize = 38, PairRadius = 5 });
        Assert.Equal(depth > 1 ? 3 : 2, model.Description.Rank);
        Assert.Equal(channels, model.Description.Channels);
    }

    [Fact]
    public async Task UnusableImagesAreNamed()
    {
        await Refused("no image", []);
        await Refused("same channels", [s_images[0], TrainingScenes.Blobs(64, 64, channels: 2)]);
        await Refused("cannot be mixed", [s_images[0], TrainingScenes.Blobs(32, 32, depth: 4)]);
        await Refused("constant", [MicroscopyImage.FromPixels(new float[4096], new ImageShape(64, 64))]);

        static async Task Refused(string reason, MicroscopyImage[] images)
        {
            TrainingException e = await Assert.ThrowsAsync<TrainingException>(() => new EmbeddingTrainer().TrainAsync(images, TrainingScenes.Quick));
            Assert.Contains(reason, e.Message, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task OptionsOutOfRangeAreNamed()
    {
        ArgumentOutOfRangeException e = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Train(TrainingScenes.Quick with { CropSize = 35 }));
        Assert.Equal("CropSize", e.ParamName);
    }

    [Fact]
    public async Task ATimeLimitEndsTheRun()
    {
        EmbeddingModel model = await Train(TrainingScenes.Quick with { Iterations = 1_000_000, TimeLimit = TimeSpan.FromMilliseconds(300) });
        // On a busy machine the time may be over before the first step.
        Assert.InRange(model.Iterations, 0, 999_999);
    }

    [Fact]
    public async Task ATimeLimitLeavesOutWhatFollowsTheStepsIfTheTimeIsOver()
    {
        EmbeddingModel model = await Train(TrainingScenes.Quick with { Iterations = 1_000_000, TimeLimit = TimeSpan.FromTicks(1), SelfTraining = new SelfTrainingOptions() });
        Assert.Equal((0, false, false), (model.Iterations, model.Description.LearnedUncertainty, model.Description.LearnedObjects));
    }

    [Fact]
    public async Task WhatFollowsTheStepsIsStoppedWithACheckpointOfAllOfThem()
    {
        using var folder = new TemporaryFolder();
        TrainingOptions options = TrainingScenes.Quick with { Iterations = 5, CheckpointPath = folder.PathOf("run.checkpoint"), CheckpointInterval = 3 };
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new EmbeddingTrainer().TrainAsync(
            s_images, options, new Sink<TrainingProgress>(p => { if (p.UncertaintyShare is not null) stop.Cancel(); }), stop.Token));
        Assert.Equal(5, ModelFileInfo.Read(options.CheckpointPath).Iterations);
        var resumed = new List<TrainingProgress>();
        await new EmbeddingTrainer().TrainAsync(s_images, options with { Resume = true }, new Sink<TrainingProgress>(resumed.Add));
        Assert.All(resumed, p => Assert.NotNull(p.UncertaintyShare));
        Assert.True(resumed[0].Loss > 0);
    }

    [Fact]
    public async Task ACheckpointThatCannotBeWrittenIsAWarning()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.PathOf("run.checkpoint", "in the way"));
        var warnings = new List<(int, string)>();
        EmbeddingModel model = await new EmbeddingTrainer().TrainAsync(
            s_images, TrainingScenes.Quick with { Iterations = 3, CheckpointPath = folder.PathOf("run.checkpoint"), CheckpointInterval = 2, LearnUncertainty = false },
            new Sink<TrainingProgress>(p => { if (p.Warning is { } warning) warnings.Add((p.Iteration, warning)); }));
        Assert.Equal(3, model.Iterations);
        Assert.Equal([2, 3], warnings.Select(w => w.Item1));
        Assert.All(warnings, w => Assert.Contains("run.checkpoint", w.Item2, StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheProgressCoversTheWholeTrainingAndNeverFalls()
    {
        var reports = new List<TrainingProgress>();
        await new EmbeddingTrainer().TrainAsync(s_images, TrainingScenes.Quick with
        {
            ObjectDiameter = null, Iterations = 100, LearningRate = 1e-12, SelfTraining = new SelfTrainingOptions { Iterations = 2, Rounds = 1, CropSize = 60, Features = 4, BatchSize = 1 },
        }, new Sink<TrainingProgress>(reports.Add));
        double[] fractions = [.. reports.Select(p => p.Fraction)];
        Assert.Equal(fractions.Order(), fractions);
        Assert.Equal(1, fractions[^1]);
        Assert.All(reports.Where(p => p.UncertaintyShare is null && p.SelfTrainingShare is null), p => Assert.InRange(p.Fraction, double.Epsilon, 1 - 1e-6));
        Assert.Equal(TimeSpan.Zero, reports[^1].Remaining);
    }

    [Theory]
    [InlineData(64.5, true)]
    [InlineData(1000, true)]
    [InlineData(64, false)]
    public async Task ADiameterThatNoImageHasRoomForIsRefused(double diameter, bool isRefused)
    {
        MicroscopyImage[] images = [TrainingScenes.Blobs(40, 200), TrainingScenes.Blobs(64, 64)];
        Task<MemoryPlan> plan = Task.Run(() => EmbeddingTrainer.Plan(images, TrainingScenes.Quick with { ObjectDiameter = diameter }));
        if (isRefused)
            Assert.Contains("has 64 px", (await Assert.ThrowsAsync<TrainingException>(() => plan)).Message, StringComparison.Ordinal);
        else
            Assert.True((await plan).TotalBytes > 0);
    }

    [Fact]
    public async Task ObjectsAreLearnedUnlessLeftOutOrTooEarly()
    {
        TrainingOptions options = TrainingScenes.Quick with
        {
            Iterations = 100, SelfTraining = new SelfTrainingOptions { Iterations = 2, Rounds = 1, CropSize = 60, Features = 4, BatchSize = 1 },
        };
        Assert.Equal(1, (await SharesOf(options))[^1]);
        Assert.Empty(await SharesOf(options with { SelfTraining = null }));
        Assert.Empty(await SharesOf(options with { Iterations = 99 }));
        Assert.False((await Train(options with { SelfTraining = null })).Description.LearnedObjects);

        static async Task<List<double>> SharesOf(TrainingOptions options)
        {
            var shares = new List<double>();
            await new EmbeddingTrainer().TrainAsync(s_images, options, new Sink<TrainingProgress>(p => shares.AddRange(p.SelfTrainingShare is { } share ? [share] : [])));
            return shares;
        }
    }

    private static Task<EmbeddingModel> Train(TrainingOptions options) => new EmbeddingTrainer().TrainAsync(s_images, options);
}
