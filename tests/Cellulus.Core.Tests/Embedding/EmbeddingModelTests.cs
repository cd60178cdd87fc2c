using Cellulus.Core.Tests.Engine;
using Cellulus.Core.Tests.Training;
using Cellulus.Engine;
using Cellulus.Tests;
using Xunit;

namespace Cellulus.Core.Tests.Embedding;

public sealed class EmbeddingModelTests
{
    [Fact]
    public void NoisyPassesEqualTheReference()
    {
        var golden = new GoldenModel("model2d.npz");
        NpzFile expected = NpzFile.Open("infer2d.npz");
        float[] uniform = expected["uniform"].Floats(), output = expected["output"].Floats();
        var image = MicroscopyImage.FromPixels(expected["raw"].Floats(), new ImageShape(60, 60));
        var options = new EmbeddingOptions { Passes = 3, NoiseProbability = 0.05 };
        var noise = new SaltAndPepper(options, (pass, first, values) => uniform.AsSpan(pass * 3600 + (int)first, values.Length).CopyTo(values));
        var network = new UNet(golden.Layout, GemmKernels.Best, training: false);
        network.Pack(golden.Parameters);

        EmbeddingField field = new NoisyPasses(network, ImageWindow.Of(image), GridBox.Of(image.Shape), options, StageExecution.Default, noise).Run(objectDiameter: 10);

        // The golden output has no context beyond the image; its 44 x 44 pixels begin 8 pixels inside.
        for (int y = 0; y < 44; y++)
        {
            for (int x = 0; x < 44; x++)
            {
                int here = (y + 8) * 60 + x + 8, there = y * 44 + x;
                Assert.Equal(output[there], field.GetOffsets(0)[here], 1e-4f);
                Assert.Equal(output[1936 + there], field.GetOffsets(1)[here], 1e-4f);
                Assert.Equal(output[2 * 1936 + there], field.Uncertainty[here], 1e-4f);
            }
        }
    }

    [Theory]
    [InlineData(1, 70, 93, 1)]
    [InlineData(1, 33, 34, 2)]
    [InlineData(19, 26, 31, 1)]
    public async Task TilesAndThreadsDoNotChangeABit(int depth, int height, int width, int channels)
    {
        MicroscopyImage image = TrainingScenes.Blobs(height, width, channels, depth);
        EmbeddingModel model = await Model(image);
        EmbeddingField whole = model.Embed(image, Options(512), new StageExecution { MaxDegreeOfParallelism = 1 });
        foreach ((int tile, int threads) in new[] { (16, 1), (24, 2), (50, 3), (64, 7) })
        {
            EmbeddingField tiled = model.Embed(image, Options(tile), new StageExecution { MaxDegreeOfParallelism = threads });
            for (int c = 0; c < whole.Components; c++)
                Assert.Equal(whole.GetOffsets(c), tiled.GetOffsets(c));
            Assert.Equal(whole.Uncertainty, tiled.Uncertainty);
        }
    }

    [Fact]
    public async Task AModelSurvivesItsFile()
    {
        using var folder = new TemporaryFolder();
        MicroscopyImage image = TrainingScenes.Blobs(40, 40);
        EmbeddingModel model = await Model(image);
        string path = folder.PathOf("sub/model.safetensors");
        model.Save(path);
        EmbeddingModel loaded = EmbeddingModel.Load(path);
        Assert.Equal(model.Description, loaded.Description);
        Assert.Equal(model.Iterations, loaded.Iterations);
        Assert.Equal(model.Parameters, loaded.Parameters);
        Assert.Equal(33, EmbeddingModel.Load(path, objectDiameter: 33).Description.ObjectDiameter);
    }

    [Fact]
    public async Task AnImageThatDoesNotFitIsNamed()
    {
        EmbeddingModel model = await Model(TrainingScenes.Blobs(40, 40));
        ModelMismatchException channels = Assert.Throws<ModelMismatchException>(() =>
            model.Embed(TrainingScenes.Blobs(40, 40, channels: 2), new EmbeddingOptions(), StageExecution.Default));
        Assert.Contains("1 channel(s), this image has 2", channels.Message, StringComparison.Ordinal);
        Assert.Throws<ModelMismatchException>(() =>
            model.Embed(TrainingScenes.Blobs(20, 20, depth: 20), new EmbeddingOptions(), StageExecution.Default));
    }

    [Fact]
    public async Task CancellationStopsThePasses()
    {
        MicroscopyImage image = TrainingScenes.Blobs(200, 200);
        EmbeddingModel model = await Model(image);
        using var stop = new CancellationTokenSource();
        var execution = new StageExecution { CancellationToken = stop.Token, Progress = new CancelAtFirst(stop) };
        Assert.ThrowsAny<OperationCanceledException>(() => model.Embed(image, new EmbeddingOptions { Passes = 200 }, execution));
    }

    private static Task<EmbeddingModel> Model(MicroscopyImage image) =>
        new EmbeddingTrainer().TrainAsync([image], TrainingScenes.Quick with { Iterations = 1, BatchSize = 1, CropSize = 38, PairRadius = 5 });

    private static EmbeddingOptions Options(int tile) => new() { Passes = 5, NoiseProbability = 0.05, TileSize = tile, Seed = 9 };

    private sealed class CancelAtFirst(CancellationTokenSource stop) : IProgress<double>
    {
        public void Report(double value) => stop.Cancel();
    }
}
