using Cellulus.Testing;
using Xunit;

namespace Cellulus.Tests;

public sealed class SelfTrainerTests
{
    private static readonly MicroscopyImage[] s_images = [.. Enumerable.Range(0, 2).Select(i => Scene(i).Image)];

    // Too few steps for objects better than what the embedding finds, so the taught model is taken whatever its objects look like.
    private static readonly SelfTrainingOptions s_quick = new() { Iterations = 20, Rounds = 1, CropSize = 92, BatchSize = 4, Features = 8, LearningRate = 6e-3 };

    private static readonly Lazy<Task<EmbeddingModel>> s_model = new(() => new EmbeddingTrainer().TrainAsync(s_images, new TrainingOptions
    {
        ObjectDiameter = 20, WorkingDiameter = 20, Features = 8, HeadFeatures = 16, CropSize = 76, BatchSize = 4, Iterations = 100,
        LearningRate = 2e-3, SelfTraining = null,
    }));

    private static readonly Lazy<Task<EmbeddingModel>> s_taught = new(async () => Teach(await s_model.Value, s_quick with { MaxDegreeOfParallelism = 1 }));

    private static EmbeddingModel Teach(EmbeddingModel model, SelfTrainingOptions options, bool isDiameterGiven = false) => SelfTrainer.Train(
        model, s_images, options, isDiameterGiven, new StageExecution { MaxDegreeOfParallelism = options.MaxDegreeOfParallelism }, keepsLast: true);

    [Fact]
    public async Task Objects_are_learned_and_the_embedding_stays()
    {
        EmbeddingModel model = await s_model.Value, taught = await s_taught.Value;
        Assert.Equal((false, true), (model.Description.LearnedObjects, taught.Description.LearnedObjects));
        Assert.True(taught.Description.LearnedUncertainty);
        Assert.Equal(model.Parameters, taught.Parameters);
        var passes = new EmbeddingOptions { Passes = 1 };
        MicroscopyImage image = Normalization.Normalize(s_images[0]);
        EmbeddingField before = model.Embed(image, passes, StageExecution.Default), after = taught.Embed(image, passes, StageExecution.Default);
        Assert.Equal(before.GetOffsets(0), after.GetOffsets(0));
        Assert.Equal(before.GetOffsets(1), after.GetOffsets(1));
        Assert.Equal(before.Uncertainty, after.Uncertainty);
        Assert.Equal((false, true), (after.HasBorders, taught.Embed(image, new EmbeddingOptions(), StageExecution.Default).HasBorders));
    }

    [Fact]
    public async Task The_typical_confidence_is_that_of_the_median_object_found()
    {
        DrawnScene scene = DrawnScene.Plane();
        var model = new PerfectModel(scene);
        Segmentation found = await new CellSegmenter(model, refiners: [new SizeFilter()]).SegmentAsync(scene.Image());
        double[] confidence = [.. found.Objects.Select(o => o.Confidence).Order()];
        double typical = new SelfTrainingSet([scene.Image()], model.Description, long.MaxValue, StageExecution.Default).Measure(model, StageExecution.Default).Traits.TypicalConfidence;
        Assert.InRange(typical, confidence[(confidence.Length - 1) / 2], confidence[confidence.Length / 2]);
        Assert.NotEqual(EmbeddingConfidence.Typical, typical, 1e-2);
    }

    [Fact]
    public async Task A_window_is_normalised_by_its_whole_image()
    {
        MicroscopyImage whole = Normalization.Normalize(s_images[0]);
        var set = new SelfTrainingSet(s_images, (await s_model.Value).Description, 10_000, StageExecution.Default);
        MicroscopyImage window = Assert.Single(set.Working);
        Assert.Equal(new ImageShape(100, 100), window.Shape);
        int y = (whole.Height - 100 + 1) / 2, x = (whole.Width - 100 + 1) / 2;
        Assert.Equal(whole[0, 0, y, x], window[0, 0, 0, 0]);
        Assert.Equal(whole[0, 0, y + 99, x + 57], window[0, 0, 99, 57]);
    }

    [Fact]
    public async Task Windows_are_learned_from_as_images_are()
    {
        EmbeddingModel taught = Teach(await s_model.Value, s_quick with { MaxPixels = 10_000 });
        Assert.True(taught.Description.LearnedObjects);
        Assert.NotEqual((await s_taught.Value).Fingerprint, taught.Fingerprint);
    }

    [Fact]
    public async Task Where_nothing_is_found_confidences_stay()
    {
        EmbeddingModel taught = await s_taught.Value;
        Assert.Equal(EmbeddingConfidence.Typical, taught.Objects!.Metadata.TypicalConfidence);
    }

    [Fact]
    public async Task Threads_do_not_change_a_bit()
    {
        EmbeddingModel many = Teach(await s_model.Value, s_quick with { MaxDegreeOfParallelism = 3 });
        Assert.Equal((await s_taught.Value).Fingerprint, many.Fingerprint);
    }

    [Fact]
    public async Task Another_seed_gives_another_network()
    {
        EmbeddingModel other = Teach(await s_model.Value, s_quick with { Seed = 1 });
        Assert.True(other.Description.LearnedObjects);
        Assert.NotEqual((await s_taught.Value).Fingerprint, other.Fingerprint);
    }

    [Theory]
    [InlineData(17.0, 17.0)]
    [InlineData(null, 20.0)]
    public async Task A_measured_diameter_takes_the_place_of_the_estimate_and_the_scale_is_kept(double? measured, double expected)
    {
        EmbeddingModel model = await s_model.Value;
        var look = FirstLook.Of(model, s_images, s_quick, StageExecution.Default);
        EmbeddingModelDescription before = model.Description, after = SelfTrainer.Train(
            look with { Belief = look.Belief with { ObjectDiameter = measured } }, s_quick, isDiameterGiven: false, StageExecution.Default, keepsLast: true).Description;
        Assert.True(after.LearnedObjects);
        Assert.Equal(expected, after.ObjectDiameter);
        Assert.Equal(before.WorkingDiameter / before.ObjectDiameter, after.WorkingDiameter / after.ObjectDiameter, 12);
    }

    [Fact]
    public async Task A_diameter_that_was_given_stays()
    {
        EmbeddingModel model = (await s_model.Value).WithMeasured(22);
        EmbeddingModel taught = Teach(model, s_quick, isDiameterGiven: true);
        Assert.Equal(model.Description with { LearnedObjects = true, RelativeBandwidth = ObjectBandwidth.Least }, taught.Description);
    }

    [Fact]
    public async Task Progress_rises_to_one()
    {
        var shares = new List<double>();
        await SelfTrainer.TrainAsync(await s_model.Value, s_images, s_quick with { Iterations = 20 }, new Sink<double>(shares.Add));
        Assert.Equal(shares.Order(), shares);
        Assert.Equal(1, shares[^1]);
        Assert.InRange(shares.Zip(shares.Skip(1), (a, b) => b - a).Max(), 0, 0.3);
    }

    [Theory, InlineData(0.01), InlineData(0.3), InlineData(0.7)]
    public async Task It_can_be_cancelled(double share)
    {
        EmbeddingModel model = await s_model.Value;
        using var stop = new CancellationTokenSource();
        var last = 0.0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SelfTrainer.TrainAsync(model, s_images, s_quick, new Sink<double>(s =>
        {
            last = s;
            if (s > share)
                stop.Cancel();
        }), stop.Token));
        Assert.InRange(last, share, 0.95);
    }

    [Fact]
    public async Task Images_without_anything_like_a_cell_leave_the_model_as_it_is()
    {
        EmbeddingModel model = await s_model.Value;
        var shape = new ImageShape(100, 120);
        MicroscopyImage empty = MicroscopyImage.FromPixels(new float[100 * 120], shape);
        var random = new Philox(5);
        MicroscopyImage noise = MicroscopyImage.FromPixels([.. Enumerable.Range(0, 100 * 120).Select(_ => (float)random.NextNormal())], shape);
        await Assert.ThrowsAsync<TrainingException>(() => SelfTrainer.TrainAsync(model, [empty], s_quick));
        Assert.Same(model, await SelfTrainer.TrainAsync(model, [empty, noise], s_quick));
    }

    [Fact]
    public async Task Unusable_images_are_named()
    {
        EmbeddingModel model = await s_model.Value;
        await Assert.ThrowsAsync<TrainingException>(() => SelfTrainer.TrainAsync(model, []));
        await Assert.ThrowsAsync<ModelMismatchException>(() => SelfTrainer.TrainAsync(model, [Core.Tests.Training.TrainingScenes.Blobs(60, 60, channels: 2)]));
        await Assert.ThrowsAsync<ModelMismatchException>(() => SelfTrainer.TrainAsync(model, [Core.Tests.Training.TrainingScenes.Blobs(30, 30, depth: 12)]));
    }

    [Theory]
    [InlineData(1, new[] { 3.0 })]
    [InlineData(2, new[] { 3.0, 1.0 })]
    [InlineData(4, new[] { 3.0, 3.0, 3.0, 1.0 })]
    public void The_last_of_several_rounds_takes_smaller_steps(int rounds, double[] thousandths)
    {
        var options = new SelfTrainingOptions { Rounds = rounds, LearningRate = 3e-3 };
        Assert.Equal(thousandths, Enumerable.Range(0, rounds).Select(r => Math.Round(1000 * SelfTrainer.RateOf(r, options), 9)));
    }

    [Fact]
    public void Options_out_of_range_are_refused_when_they_are_set()
    {
        Refused(() => new SelfTrainingOptions { Iterations = 0 });
        Refused(() => new SelfTrainingOptions { Iterations = 1_000_001 });
        Refused(() => new SelfTrainingOptions { Rounds = 11 });
        Refused(() => new SelfTrainingOptions { MaxPixels = 9_999 });
        Refused(() => new SelfTrainingOptions { CropSize = 46 });
        Refused(() => new SelfTrainingOptions { CropSize = 40 });
        Refused(() => new SelfTrainingOptions { BatchSize = 0 });
        Refused(() => new SelfTrainingOptions { Features = 257 });
        Refused(() => new SelfTrainingOptions { LearningRate = 1 });
        Refused(() => new SelfTrainingOptions { WeightDecay = 1 });
        Refused(() => new SelfTrainingOptions { WeightDecay = double.NaN });
        Refused(() => new SelfTrainingOptions { MaxDegreeOfParallelism = 0 });

        static void Refused(Func<SelfTrainingOptions> make) => Assert.Throws<ArgumentOutOfRangeException>("value", make);
    }

    [Fact]
    public void A_measured_diameter_keeps_the_scale_and_drops_the_objects()
    {
        EmbeddingModel model = SelfTrainingScenes.Model(1), measured = model.WithMeasured(20);
        Assert.Equal((20, 20, false), (measured.Description.ObjectDiameter, measured.Description.WorkingDiameter, measured.Description.LearnedObjects));
        EmbeddingModel scaled = SelfTrainingScenes.Untrained(2, 1, 16).WithMeasured(24).WithMeasured(8);
        Assert.Equal((8, 8), (scaled.Description.ObjectDiameter, scaled.Description.WorkingDiameter));
        Assert.Equal(model.Parameters, measured.Parameters);
    }

    private static CellScene Scene(int seed) => CellSceneSimulator.Simulate(
        new CellSceneOptions { Shape = new ImageShape(150, 150), Cells = 16, Diameter = 22, DimShare = 0, Photons = 300, Seed = (ulong)seed });
}
