using Cellulus.Testing;
using Cellulus.Tests;
using MathNet.Numerics.Statistics;
using Xunit;

namespace Cellulus.Core.Tests.Training;

public sealed class UncertaintyHeadTrainerTests
{
    private static readonly MicroscopyImage s_image = TrainingScenes.Blobs(90, 110);
    private static readonly UncertaintyHeadOptions s_quick = new() { Crops = 6, Copies = 8, Iterations = 150 };

    [Fact]
    public async Task OnePassFindsTheCellsThatNoisyPassesFind()
    {
        EmbeddingModel model = await new EmbeddingTrainer().TrainAsync(
            [.. Enumerable.Range(0, 4).Select(i => Scene(i).Image)],
            new TrainingOptions { ObjectDiameter = 23, Features = 12, HeadFeatures = 32, CropSize = 76, BatchSize = 4, Iterations = 200, LearningRate = 2e-3, SelfTraining = null });
        var segmenter = new CellSegmenter(model);
        var exactScores = new List<SegmentationScore>();
        var fastScores = new List<SegmentationScore>();
        for (int i = 10; i < 13; i++)
        {
            CellScene scene = Scene(i);
            Segmentation exact = await segmenter.SegmentAsync(scene.Image, new SegmentationOptions { Passes = 16, KeepEmbedding = true });
            Segmentation fast = await segmenter.SegmentAsync(scene.Image, new SegmentationOptions { KeepEmbedding = true });
            Assert.Equal((16, 0), (exact.Parameters.Passes, fast.Parameters.Passes));
            double correlation = Correlation.Pearson(Logarithms(exact), Logarithms(fast));
            Assert.True(correlation > 0.95, $"The logarithms of the uncertainties correlate by {correlation} only.");
            exactScores.Add(SegmentationScorer.Score(exact.Labels, scene.Truth));
            fastScores.Add(SegmentationScorer.Score(fast.Labels, scene.Truth));
        }
        Assert.True(F1(exactScores) > 0.8, $"Exact passes reach {F1(exactScores)} only; the test says nothing.");
        Assert.True(F1(fastScores) > F1(exactScores) - 0.02, $"F1 is {F1(fastScores)} by one pass, {F1(exactScores)} by all.");
    }

    [Fact]
    public async Task TheEmbeddingIsTheSameWithAndWithoutTheHead()
    {
        EmbeddingModel with = await Train(TrainingScenes.Quick), without = await Train(TrainingScenes.Quick with { LearnUncertainty = false });
        Assert.True(with.Description.LearnedUncertainty);
        Assert.False(without.Description.LearnedUncertainty);
        Assert.Equal(without.Parameters, with.Parameters);
        FieldChecks.Same(Embed(without, 5, 64, 1), Embed(with, 5, 64, 1));
        FieldChecks.Same(Embed(without, null, 64, 1), Embed(with, 16, 64, 1));
    }

    [Theory]
    [InlineData(2, 1, 1)]
    [InlineData(7, 1, 1)]
    [InlineData(3, 12, 2)]
    public async Task ThreadsDoNotChangeTheHead(int threads, int depth, int channels)
    {
        MicroscopyImage image = TrainingScenes.Blobs(48, 52, channels, depth);
        EmbeddingModel model = await new EmbeddingTrainer().TrainAsync(
            [image], TrainingScenes.Quick with { Iterations = 1, BatchSize = 1, CropSize = 38, PairRadius = 5, LearnUncertainty = false });
        EmbeddingModel one = await Fit(1), many = await Fit(threads);
        Assert.Equal(Head(one), Head(many));
        Assert.Equal(model.Parameters, one.Parameters);

        Task<EmbeddingModel> Fit(int count) =>
            new UncertaintyHeadTrainer().FitAsync(model, [image], s_quick with { Crops = 2, MaxDegreeOfParallelism = count });
    }

    [Fact]
    public async Task TilesAndThreadsDoNotChangeABitOfOnePass()
    {
        EmbeddingModel model = await Train(TrainingScenes.Quick);
        EmbeddingField whole = Embed(model, null, 512, 1);
        foreach ((int tile, int threads) in new[] { (16, 1), (24, 2), (50, 3), (256, 7) })
            FieldChecks.Same(whole, Embed(model, null, tile, threads));
    }

    [Fact]
    public async Task TheHeadSurvivesItsFileAndAFileWithoutItIsRead()
    {
        using var folder = new TemporaryFolder();
        EmbeddingModel with = await Train(TrainingScenes.Quick), without = await Train(TrainingScenes.Quick with { LearnUncertainty = false });
        with.Save(folder.PathOf("with.safetensors"));
        without.Save(folder.PathOf("without.safetensors"));
        EmbeddingModel loaded = EmbeddingModel.Load(folder.PathOf("with.safetensors"));
        Assert.True(loaded.Description.LearnedUncertainty);
        FieldChecks.Same(Embed(with, null, 64, 1), Embed(loaded, null, 64, 1));
        Assert.False(EmbeddingModel.Load(folder.PathOf("without.safetensors")).Description.LearnedUncertainty);
    }

    [Fact]
    public async Task AHeadThatIsNotWholeIsRefused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("model.safetensors");
        (await Train(TrainingScenes.Quick)).Save(path);
        TensorArchive archive = SafetensorsFile.Read(path);
        SafetensorsFile.Write(path, new TensorArchive([.. archive.Tensors.Where(t => t.Name != "uncertainty.2.bias")], archive.Metadata));
        ModelFileException e = Assert.Throws<ModelFileException>(() => EmbeddingModel.Load(path));
        Assert.Contains("uncertainty.2.bias", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CancellationStopsTheFit()
    {
        EmbeddingModel model = await Train(TrainingScenes.Quick with { LearnUncertainty = false });
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new UncertaintyHeadTrainer().FitAsync(model, [s_image], new UncertaintyHeadOptions { Crops = 4096 }, new CancelAt(0, stop), stop.Token));
        using var late = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new UncertaintyHeadTrainer().FitAsync(model, [s_image], s_quick with { Iterations = 1_000_000 }, new CancelAt(0.9, late), late.Token));
    }

    [Fact]
    public async Task ATrainingTellsOfTheFitAndCanBeCancelledInIt()
    {
        using var stop = new CancellationTokenSource();
        var cancel = new Sink<TrainingProgress>(p => { if (p.UncertaintyShare is not null) stop.Cancel(); });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new EmbeddingTrainer().TrainAsync([s_image], TrainingScenes.Quick, cancel, stop.Token));
        var shares = new List<double>();
        await new EmbeddingTrainer().TrainAsync([s_image], TrainingScenes.Quick, new Sink<TrainingProgress>(p => { if (p.UncertaintyShare is { } share) shares.Add(share); }));
        Assert.Equal(shares.Order(), shares);
        Assert.Equal(1, shares[^1]);
    }

    [Fact]
    public async Task ImagesThatDoNotFitTheModelAreNamed()
    {
        EmbeddingModel model = await Train(TrainingScenes.Quick with { LearnUncertainty = false });
        ModelMismatchException e = await Assert.ThrowsAsync<ModelMismatchException>(() =>
            new UncertaintyHeadTrainer().FitAsync(model, [TrainingScenes.Blobs(48, 48, channels: 2)], s_quick));
        Assert.Contains("1 channel(s)", e.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<TrainingException>(() => new UncertaintyHeadTrainer().FitAsync(model, [], s_quick));
    }

    private static Task<EmbeddingModel> Train(TrainingOptions options) => new EmbeddingTrainer().TrainAsync([s_image], options);

    private static EmbeddingField Embed(EmbeddingModel model, int? passes, int tile, int threads) => model.Embed(
        s_image, new EmbeddingOptions { Passes = passes, TileSize = tile }, new StageExecution { MaxDegreeOfParallelism = threads });

    private static float[] Head(EmbeddingModel model) => model.Head!.Parameters.ToArray();

    private static CellScene Scene(int seed) =>
        CellSceneSimulator.Simulate(new CellSceneOptions { Shape = new ImageShape(140, 140), Cells = 12, Seed = (ulong)seed });

    private static IEnumerable<double> Logarithms(Segmentation segmentation) =>
        segmentation.Embedding!.Uncertainty.ToArray().Select(u => Math.Log(u));

    private static double F1(List<SegmentationScore> scores)
    {
        double hits = scores.Sum(s => s.TruePositives), misses = scores.Sum(s => s.FalsePositives + s.FalseNegatives);
        return 2 * hits / (2 * hits + misses);
    }

    private sealed class CancelAt(double share, CancellationTokenSource stop) : IProgress<double>
    {
        public void Report(double value)
        {
            if (value > share)
                stop.Cancel();
        }
    }
}
