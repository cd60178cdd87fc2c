using System.Text.RegularExpressions;
using Xunit;

namespace Cellulus.Tests;

public sealed class ObjectNetworkTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(13, 1)]
    public void Tiles_and_threads_do_not_change_a_bit(int depth, int channels)
    {
        MicroscopyImage image = SelfTrainingScenes.Image(depth, channels);
        EmbeddingModel model = SelfTrainingScenes.Model(depth, channels);
        EmbeddingField whole = Embed(model, image, 512, 1);
        foreach ((int tile, int threads) in new[] { (16, 1), (24, 2), (50, 3), (256, 7) })
            FieldChecks.Same(whole, Embed(model, image, tile, threads));
        Assert.True(whole.Uncertainty.ToArray().All(u => u is >= 0 and <= 1));
        Assert.Equal(depth > 1 ? 3 : 2, whole.Components);
    }

    [Theory]
    [InlineData(16, 16)]
    [InlineData(17, 40)]
    public void Images_smaller_than_what_the_network_sees_are_mirrored(int height, int width)
    {
        MicroscopyImage image = Core.Tests.Training.TrainingScenes.Blobs(height, width);
        EmbeddingModel model = SelfTrainingScenes.Model(1);
        EmbeddingField field = Embed(model, image, 256, 1);
        Assert.Equal(image.Shape, field.Shape);

        // The same as the middle of an image that shows the reflections.
        EmbeddingField padded = Embed(model, MirrorPadding.Pad(image, (0, 24, 24)), 256, 1);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                Assert.Equal(padded.GetOffsets(0)[padded.Shape.IndexOf(0, y + 24, x + 24)], field.GetOffsets(0)[field.Shape.IndexOf(0, y, x)]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(21)]
    public void A_region_has_the_values_of_the_whole_and_needs_its_context_only(int depth)
    {
        MicroscopyImage image = Core.Tests.Training.TrainingScenes.Blobs(70, 90, depth: depth);
        EmbeddingModel model = SelfTrainingScenes.Model(depth == 1 ? 1 : 13);
        foreach (int? passes in new int?[] { null, 1 })
            FieldChecks.RegionsEqualWhole(model, image, new EmbeddingOptions { Passes = passes, TileSize = 32 });
    }

    [Fact]
    public async Task A_streamed_image_is_segmented_as_the_whole()
    {
        MicroscopyImage image = Core.Tests.Training.TrainingScenes.Blobs(130, 150);
        CellSegmenter segmenter = new(Learned(image), refiners: [new SizeFilter()]);
        await StreamedScenes.CompareAsync(segmenter, image, new SegmentationOptions { TileSize = 32, MaxDegreeOfParallelism = 3 }, window: 40);
    }

    [Theory]
    [InlineData(64, 3)]
    [InlineData(100, 1)]
    public async Task Borders_that_were_learned_are_streamed_as_the_whole(int window, int threads)
    {
        MicroscopyImage image = StreamedScenes.Plane.Image;
        CellSegmenter segmenter = new(TaughtModel.Model);
        Assert.True(TaughtModel.Model.Embed(image, new EmbeddingOptions(), StageExecution.Default).HasBorders);
        await StreamedScenes.CompareAsync(segmenter, image, new SegmentationOptions { MaxDegreeOfParallelism = threads }, window, fewestObjects: 20);
    }

    [Fact]
    public async Task Asking_for_passes_gives_the_exact_ones()
    {
        MicroscopyImage image = SelfTrainingScenes.Image(1);
        EmbeddingModel without = SelfTrainingScenes.Untrained(2, 1, 16), with = SelfTrainingScenes.Model(1);
        var options = new EmbeddingOptions { Passes = 2 };
        FieldChecks.Same(without.Embed(image, options, StageExecution.Default), with.Embed(image, options, StageExecution.Default));
        Assert.Equal((false, true), (without.Description.LearnedObjects, with.Description.LearnedObjects));
        Assert.NotEqual(without.Fingerprint, with.Fingerprint);
        Segmentation fast = await new CellSegmenter(with).SegmentAsync(image);
        Assert.Equal(0, fast.Parameters.Passes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    public void A_network_survives_its_file(int depth)
    {
        using var folder = new TemporaryFolder();
        MicroscopyImage image = SelfTrainingScenes.Image(depth);
        EmbeddingModel model = SelfTrainingScenes.Model(depth).With(new FieldTraits(true, 0.625, 0.375));
        string path = folder.PathOf("model.safetensors");
        model.Save(path);
        EmbeddingModel loaded = EmbeddingModel.Load(path);
        Assert.Equal(model.Description, loaded.Description);
        Assert.Equal(model.Description, ModelFileInfo.Read(path).Description);
        Assert.Equal(model.Fingerprint, loaded.Fingerprint);
        Assert.Equal(2, loaded.Objects!.Metadata.Iterations);
        Assert.Equal(new FieldTraits(true, 0.625, 0.375), Embed(loaded, image, 64, 1).Traits);
        FieldChecks.Same(Embed(model, image, 64, 1), Embed(loaded, image, 64, 1));
    }

    [Fact]
    public void A_file_from_before_they_were_measured_leaves_confidences_and_bandwidth_as_they_are()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("model.safetensors");
        SelfTrainingScenes.Model(1).Save(path);
        TensorArchive whole = SafetensorsFile.Read(path);
        string json = whole.Metadata[ModelMetadata.Key], without = Regex.Replace(json, ",\"typicalConfidence\":0.8,\"bandwidth\":[0-9.]+", "");
        Assert.NotEqual(json, without);
        SafetensorsFile.Write(path, new TensorArchive([.. whole.Tensors], new Dictionary<string, string> { [ModelMetadata.Key] = without }));
        Assert.Equal(new FieldTraits(true, EmbeddingConfidence.Typical, ObjectBandwidth.Least), FieldTraits.Of(EmbeddingModel.Load(path).Objects!.Metadata));
    }

    [Fact]
    public void A_file_whose_network_is_not_whole_is_refused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("model.safetensors");
        SelfTrainingScenes.Model(1).Save(path);
        TensorArchive whole = SafetensorsFile.Read(path);
        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..^8]);
        Refused("truncated");

        Write(whole.Tensors.Where(t => t.Name != "objects.head.2.bias"), whole.Metadata[ModelMetadata.Key]);
        Refused("objects.head.2.bias");
        foreach ((string from, string to) in new[]
        {
            ("\"levels\":3", "\"levels\":1"), ("\"levels\":3", "\"levels\":40"), ("\"levels\":3", "\"levels\":\"x\""), ("\"levels\":3,", ""),
            ("\"headFeatures\":8,\"iterations\"", "\"headFeatures\":1000000000,\"iterations\""), ("\"objects\":{", "\"objects\":7,\"other\":{"),
            ("\"typicalConfidence\":0.8", "\"typicalConfidence\":2"), ("\"bandwidth\":0.", "\"bandwidth\":-0."), ("\"bandwidth\":0.", "\"bandwidth\":1."),
        })
        {
            string json = whole.Metadata[ModelMetadata.Key];
            Assert.Contains(from, json, StringComparison.Ordinal);
            int at = json.LastIndexOf(from, StringComparison.Ordinal);
            Write(whole.Tensors, json[..at] + to + json[(at + from.Length)..]);
            Refused("");
        }

        void Write(IEnumerable<NamedTensor> tensors, string json) =>
            SafetensorsFile.Write(path, new TensorArchive([.. tensors], new Dictionary<string, string> { [ModelMetadata.Key] = json }));

        void Refused(string reason)
        {
            Assert.Contains(reason, Assert.Throws<ModelFileException>(() => EmbeddingModel.Load(path)).Message, StringComparison.Ordinal);
            Assert.Contains(reason, Assert.Throws<ModelFileException>(() => ModelFileInfo.Read(path)).Message, StringComparison.Ordinal);
        }
    }

    private static EmbeddingField Embed(EmbeddingModel model, MicroscopyImage image, int tile, int threads) =>
        model.Embed(image, new EmbeddingOptions { TileSize = tile }, new StageExecution { MaxDegreeOfParallelism = threads });

    // Enough to find objects.
    private static EmbeddingModel Learned(MicroscopyImage image)
    {
        ObjectNetwork network = ObjectTrainer.Train(
            [Normalization.Normalize(image)], [SelfTrainingScenes.Bright(image)], workingDiameter: 16,
            new SelfTrainingOptions { Iterations = 150, BatchSize = 2, CropSize = 76, Features = 8, LearningRate = 6e-3 }, StageExecution.Default);
        return SelfTrainingScenes.Untrained(2, 1, 16).With(network);
    }
}
