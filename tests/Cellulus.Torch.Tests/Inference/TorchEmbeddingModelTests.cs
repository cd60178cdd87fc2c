using Xunit;

namespace Cellulus.Torch.Tests.Inference;

/// <summary>A model on TorchSharp against the same model on the managed engine.</summary>
public sealed class TorchEmbeddingModelTests
{
    // Networks this small gain nothing from a second thread, and lose much where processors are busy.
    private static readonly StageExecution s_one = new() { MaxDegreeOfParallelism = 1 };

    [TorchTheory]
    [InlineData(2, 1, null, false, false)] // no head: the paper's noisy passes
    [InlineData(2, 1, 3, true, false)]
    [InlineData(2, 2, null, true, false)]
    [InlineData(2, 2, null, true, true)]
    [InlineData(2, 1, 2, true, true)]
    [InlineData(3, 1, 2, false, false)]
    [InlineData(3, 2, null, true, false)]
    [InlineData(3, 1, null, false, true)]
    public void FieldsAreThoseOfTheManagedEngine(int rank, int channels, int? passes, bool uncertainty, bool objects)
    {
        EmbeddingModel managed = TestModels.Create(rank, channels, uncertainty, objects);
        using var torch = new TorchEmbeddingModel(managed, Cpu.Options with { BatchSize = 3 });
        MicroscopyImage image = rank == 3 ? TrainingScenes.Blobs(21, 37, channels, depth: 11) : TrainingScenes.Blobs(83, 106, channels);
        var options = new EmbeddingOptions { Passes = passes, Seed = 4, TileSize = 64 };

        EmbeddingField expected = managed.Embed(image, options, s_one), actual = torch.Embed(image, options, s_one);

        Assert.Equal((expected.Shape, expected.Components, expected.HasBorders, expected.ObjectDiameter), (actual.Shape, actual.Components, actual.HasBorders, actual.ObjectDiameter));
        for (int c = 0; c < expected.Components; c++)
            AssertSame(expected.GetOffsets(c), actual.GetOffsets(c), $"component {c}");
        AssertSame(expected.Uncertainty, actual.Uncertainty, "uncertainty");
    }

    [TorchTheory]
    [InlineData(1, 64)]
    [InlineData(5, 32)]
    [InlineData(40, 128)]
    public void BatchesAndTilesChangeRoundingOnly(int batch, int tile)
    {
        EmbeddingModel managed = TestModels.Create(2, 1, uncertainty: true);
        MicroscopyImage image = TrainingScenes.Blobs(90, 70);
        using var whole = new TorchEmbeddingModel(managed, Cpu.Options);
        using var parts = new TorchEmbeddingModel(managed, Cpu.Options with { BatchSize = batch });
        foreach (int? passes in new int?[] { null, 3 })
        {
            EmbeddingField expected = whole.Embed(image, new EmbeddingOptions { Passes = passes }, s_one);
            EmbeddingField actual = parts.Embed(image, new EmbeddingOptions { Passes = passes, TileSize = tile }, s_one);
            AssertSame(expected.GetOffsets(0), actual.GetOffsets(0), "x");
            AssertSame(expected.Uncertainty, actual.Uncertainty, "uncertainty");
        }
    }

    [TorchFact]
    public void ARegionHasTheValuesOfTheWhole()
    {
        using var model = new TorchEmbeddingModel(TestModels.Create(2, 1, uncertainty: true), Cpu.Options);
        MicroscopyImage image = TrainingScenes.Blobs(96, 128);
        EmbeddingField whole = model.Embed(image, new EmbeddingOptions(), s_one);
        var region = new PixelBox(2 * model.Alignment, model.Alignment, 0, 4 * model.Alignment, 3 * model.Alignment, 1);
        PixelBox context = model.ContextOf(region, image.Shape);
        var box = GridBox.From(context);
        float[] part = GridBox.Of(image.Shape).Crop(image.Pixels, box);
        var window = new ImageWindow(MicroscopyImage.FromPixels(part, box.Shape), context, image.Shape);

        EmbeddingField field = model.EmbedRegion(window, region, new EmbeddingOptions(), s_one);

        AssertSame(GridBox.Of(image.Shape).Crop(whole.Uncertainty, GridBox.From(region)), field.Uncertainty, "uncertainty");
        Assert.True(model.EstimateMemory(field.Shape, new EmbeddingOptions(), 1) > 0);
    }

    [TorchFact]
    public void SixteenBitFloatsStayNear()
    {
        EmbeddingModel managed = TestModels.Create(2, 1, uncertainty: true);
        using var mixed = new TorchEmbeddingModel(managed, Cpu.Options with { Precision = TorchPrecision.Mixed });
        MicroscopyImage image = TrainingScenes.Blobs(60, 60);

        EmbeddingField expected = managed.Embed(image, new EmbeddingOptions(), s_one), actual = mixed.Embed(image, new EmbeddingOptions(), s_one);

        AssertSame(expected.GetOffsets(1), actual.GetOffsets(1), "y", tolerance: 0.05);
        Assert.False(expected.GetOffsets(1).SequenceEqual(actual.GetOffsets(1)), "The precision made no difference.");
    }

    [TorchFact]
    public async Task ManyThreadsMayUseOneModel()
    {
        using var model = new TorchEmbeddingModel(TestModels.Create(2, 1), Cpu.Options);
        MicroscopyImage[] images = [.. Enumerable.Range(0, 4).Select(i => TrainingScenes.Blobs(40, 40, seed: (ulong)i))];
        var options = new EmbeddingOptions { Passes = 2 };
        EmbeddingField[] alone = [.. images.Select(image => model.Embed(image, options, s_one))];

        EmbeddingField[] together = await Task.WhenAll(images.Select(image => Task.Run(() => model.Embed(image, options, s_one))));

        for (int i = 0; i < images.Length; i++)
            AssertSame(alone[i].GetOffsets(0), together[i].GetOffsets(0), $"image {i}");
    }

    [TorchFact]
    public void FilesGoBackAndForth()
    {
        using var folder = new TemporaryFolder();
        using var model = new TorchEmbeddingModel(TestModels.Create(2, 1, uncertainty: true, objects: true), Cpu.Options);
        model.Save(folder.PathOf("model.safetensors"));

        using TorchEmbeddingModel again = TorchEmbeddingModel.Load(folder.PathOf("model.safetensors"), options: Cpu.Options);

        Assert.Equal((model.Fingerprint, "cpu", model.Description), (again.Fingerprint, again.Device, again.Description));
        Assert.Equal(model.Model.Fingerprint, EmbeddingModel.Load(folder.PathOf("model.safetensors")).Fingerprint);
    }

    [TorchFact]
    public void OtherImagesAndDisposedModelsAreRefused()
    {
        var model = new TorchEmbeddingModel(TestModels.Create(2, 1), Cpu.Options);
        Assert.Throws<ModelMismatchException>(() => model.Embed(TrainingScenes.Blobs(40, 40, channels: 2), new EmbeddingOptions(), s_one));
        Assert.Throws<ModelMismatchException>(() => model.Embed(TrainingScenes.Blobs(40, 40, depth: 3), new EmbeddingOptions(), s_one));
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.Embed(TrainingScenes.Blobs(40, 40), new EmbeddingOptions(), s_one));
    }

    [TorchFact]
    public void CancellationIsHeardBetweenBatches()
    {
        using var model = new TorchEmbeddingModel(TestModels.Create(2, 1), Cpu.Options);
        using var stop = new CancellationTokenSource();
        var shares = new List<double>();
        var execution = new StageExecution
        {
            CancellationToken = stop.Token,
            Progress = new Report(share =>
            {
                shares.Add(share);
                stop.Cancel();
            }),
        };
        Assert.ThrowsAny<OperationCanceledException>(() => model.Embed(TrainingScenes.Blobs(40, 40), new EmbeddingOptions(), execution));
        Assert.Equal([1 / 32.0], shares);
    }

    [TorchFact]
    public void NativeMemoryDoesNotGrow()
    {
        using var model = new TorchEmbeddingModel(TestModels.Create(2, 1, uncertainty: true), Cpu.Options);
        MicroscopyImage image = TrainingScenes.Blobs(40, 40);
        long before = TorchSharp.torch.Tensor.TotalCount;
        for (int i = 0; i < 20; i++)
            model.Embed(image, new EmbeddingOptions { Passes = i % 2 == 0 ? 2 : null }, s_one);
        Assert.Equal(before, TorchSharp.torch.Tensor.TotalCount);
    }

    private static void AssertSame(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what, double tolerance = 1e-4)
    {
        float largest = 0;
        foreach (float value in expected)
            largest = Math.Max(largest, Math.Abs(value));
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * largest, $"{what}[{i}]: {expected[i]} expected, {actual[i]} computed");
    }

    private sealed class Report(Action<double> report) : IProgress<double>
    {
        void IProgress<double>.Report(double value) => report(value);
    }
}
