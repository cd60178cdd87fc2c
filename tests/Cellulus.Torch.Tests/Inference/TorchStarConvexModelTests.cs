using Cellulus.Engine;
using Xunit;

namespace Cellulus.Torch.Tests.Inference;

/// <summary>A star-convex model on TorchSharp against the same model on the managed engine.</summary>
public sealed class TorchStarConvexModelTests
{
    // Networks this small gain nothing from a second thread, and lose much where processors are busy.
    private static readonly StageExecution s_one = new() { MaxDegreeOfParallelism = 1 };

    [TorchTheory]
    [InlineData(1, 1, 1, 256)]
    [InlineData(1, 2, 3, 32)]
    [InlineData(13, 1, 2, 16)]
    public void TilesSayWhatTheManagedEngineSays(int depth, int channels, int batch, int tile)
    {
        MicroscopyImage image = SelfTrainingScenes.Image(depth, channels);
        StarConvexModel model = SupervisionScenes.Untrained(image.Shape.Rank, channels);
        using var pass = new TorchTilePass(model, new TorchSession(Cpu.Options with { BatchSize = batch }));
        var tiles = new NetworkTiles(pass.Architecture, GridBox.Of(image.Shape), tile);
        float[][] expected = Said(model.Pass, image, tiles), actual = Said(pass, image, tiles);
        for (int i = 0; i < tiles.Count; i++)
        {
            float largest = expected[i].Max(MathF.Abs);
            Assert.Equal(expected[i].Length, actual[i].Length);
            for (int j = 0; j < expected[i].Length; j++)
                Assert.True(Math.Abs(expected[i][j] - actual[i][j]) <= 1e-4 * largest, $"tile {i}, {j}: {expected[i][j]} expected, {actual[i][j]} computed");
        }
    }

    [TorchTheory]
    [InlineData(1)]
    [InlineData(13)]
    public void CandidatesAreThoseOfTheManagedEngine(int depth)
    {
        MicroscopyImage image = SelfTrainingScenes.Image(depth);
        StarConvexModel model = SupervisionScenes.Untrained(image.Shape.Rank);
        using var pass = new TorchTilePass(model, new TorchSession(Cpu.Options with { BatchSize = 3 }));
        StarCandidates managed = model.Propose(image, 0.3, 256, s_one), torch = model.Propose(image, 0.3, 24, s_one, pass);
        // Where two pixels of a cell are about equally probable, rounding may choose the other.
        var same = Places(managed).Intersect(Places(torch)).Count();
        Assert.InRange(same, 0.99 * managed.Count, managed.Count);
        Assert.InRange(torch.Count, 0.99 * managed.Count, 1.01 * managed.Count);

        static IEnumerable<(int, int, int)> Places(StarCandidates candidates) => Enumerable.Range(0, candidates.Count).Select(candidates.CentreOf);
    }

    [TorchFact]
    public async Task FilesGoBackAndForthAndManyThreadsMayUseOneModel()
    {
        using var folder = new TemporaryFolder();
        using var model = new TorchStarConvexModel(SupervisionScenes.Untrained(2).WithThresholds(0.35, 0.25), Cpu.Options);
        model.Save(folder.PathOf("model.safetensors"));
        using TorchStarConvexModel again = TorchStarConvexModel.Load(folder.PathOf("model.safetensors"), Cpu.Options);
        Assert.Equal(("cpu", model.Description, 0.35), (again.Device, again.Description, again.Model.ProbabilityThreshold));
        Assert.Equal(model.Model.Parameters, StarConvexModel.Load(folder.PathOf("model.safetensors")).Parameters);

        MicroscopyImage image = SelfTrainingScenes.Image(1);
        DetectedObjects alone = again.Detect(image, image.Shape, 64, s_one);
        Assert.True(alone.Labels.MaxLabel > 1);
        DetectedObjects[] together = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => again.Detect(image, image.Shape, 64, s_one))));
        Assert.All(together, found => Assert.Equal(alone.Labels.Labels, found.Labels.Labels));
    }

    [TorchFact]
    public void OtherImagesAndDisposedModelsAreRefused()
    {
        var model = new TorchStarConvexModel(SupervisionScenes.Untrained(2), Cpu.Options);
        foreach (MicroscopyImage image in new[] { SelfTrainingScenes.Image(1, 2), SelfTrainingScenes.Image(13) })
            Assert.Throws<ModelMismatchException>(() => model.Detect(image, image.Shape, 256, s_one));
        model.Dispose();
        MicroscopyImage plane = SelfTrainingScenes.Image(1);
        Assert.Throws<ObjectDisposedException>(() => model.Detect(plane, plane.Shape, 256, s_one));
    }

    [TorchFact]
    public void CancellationIsHeardBetweenBatches()
    {
        using var model = new TorchStarConvexModel(SupervisionScenes.Untrained(2), Cpu.Options);
        using var stop = new CancellationTokenSource();
        int reports = 0;
        var execution = new StageExecution
        {
            CancellationToken = stop.Token,
            Progress = new Report(_ =>
            {
                reports++;
                stop.Cancel();
            }),
        };
        MicroscopyImage image = SelfTrainingScenes.Image(1);
        Assert.ThrowsAny<OperationCanceledException>(() => model.Detect(image, image.Shape, 24, execution));
        Assert.Equal(1, reports);
    }

    [TorchFact]
    public void NativeMemoryDoesNotGrow()
    {
        using var model = new TorchStarConvexModel(SupervisionScenes.Untrained(2), Cpu.Options with { BatchSize = 2 });
        MicroscopyImage image = SelfTrainingScenes.Image(1);
        long before = TorchSharp.torch.Tensor.TotalCount;
        for (int i = 0; i < 10; i++)
            model.Detect(image, image.Shape, 32, s_one);
        Assert.Equal(before, TorchSharp.torch.Tensor.TotalCount);
    }

    private static float[][] Said(ITilePass pass, MicroscopyImage image, NetworkTiles tiles)
    {
        var said = new float[tiles.Count][];
        pass.Run(ImageWindow.Of(image), tiles, s_one, (tile, output) =>
        {
            // The managed engine pads channels.
            int outputs = pass.Architecture.Outputs;
            said[tile] = [.. output.Values.ToArray().Chunk(output.Channels).SelectMany(pixel => pixel[..outputs])];
        });
        return said;
    }

    private sealed class Report(Action<double> report) : IProgress<double>
    {
        void IProgress<double>.Report(double value) => report(value);
    }
}
