using Xunit;

namespace Cellulus.Tests;

public sealed class StarConvexModelTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(13, 1)]
    public void Tiles_and_threads_do_not_change_a_bit(int depth, int channels)
    {
        MicroscopyImage image = SelfTrainingScenes.Image(depth, channels);
        // A seed with which the pixels of some objects happen to point to one place.
        StarConvexModel model = SupervisionScenes.Untrained(image.Shape.Rank, channels, seed: 16);
        StarCandidates whole = model.Propose(image, 0.3, 512, One);
        int[] ranked = whole.Ranked();
        Assert.True(whole.Count > 20);
        DetectedObjects found = model.WithThresholds(0.3, 0.4).Detect(image, image.Shape, 512, One);
        Assert.True(found.Confidence.Count > 1 && found.Labels.MaxLabel > 1);
        foreach ((int tile, int threads) in new[] { (16, 1), (24, 2), (50, 3), (256, 7) })
        {
            var execution = new StageExecution { MaxDegreeOfParallelism = threads };
            StarCandidates tiled = model.Propose(image, 0.3, tile, execution);
            Assert.Equal(ranked.Select(whole.CentreOf), tiled.Ranked().Select(tiled.CentreOf));
            Assert.Equal(ranked.SelectMany(c => whole.DistancesOf(c).ToArray()), tiled.Ranked().SelectMany(c => tiled.DistancesOf(c).ToArray()));
            DetectedObjects again = model.WithThresholds(0.3, 0.4).Detect(image, image.Shape, tile, execution);
            Assert.Equal(found.Labels.Labels, again.Labels.Labels);
            Assert.Equal(found.Confidence, again.Confidence);
        }
    }

    [Fact]
    public void A_higher_threshold_drops_the_less_probable_and_changes_nothing_else()
    {
        MicroscopyImage image = SelfTrainingScenes.Image(1);
        StarConvexModel model = SupervisionScenes.Untrained(2);
        double[] all = [.. model.WithThresholds(0.2, 0.2).Detect(image, image.Shape, 512, One).Confidence];
        Assert.True(all.Length > 2);
        double threshold = all.Order().ElementAt(all.Length / 2);
        Assert.Equal(all.Where(c => c >= threshold), model.WithThresholds(threshold, 0.2).Detect(image, image.Shape, 512, One).Confidence);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    public void A_model_survives_its_file(int depth)
    {
        using var folder = new TemporaryFolder();
        MicroscopyImage image = SelfTrainingScenes.Image(depth);
        StarConvexModel model = SupervisionScenes.Untrained(image.Shape.Rank).WithThresholds(0.35, 0.25).WithTypicalConfidence(0.7).WithLeastContrast(0.3);
        string path = folder.PathOf("model.safetensors");
        model.Save(path);
        Assert.True(StarConvexModel.IsModelFile(path));
        StarConvexModel loaded = StarConvexModel.Load(path);
        Assert.Equal(model.Metadata, loaded.Metadata);
        Assert.Equal(model.Parameters, loaded.Parameters);
        Assert.Equal((7, 0.35, 0.25), (loaded.Iterations, loaded.ProbabilityThreshold, loaded.OverlapThreshold));
        Assert.Equal(model.Detect(image, image.Shape, 64, One).Labels.Labels, loaded.Detect(image, image.Shape, 64, One).Labels.Labels);
    }

    [Fact]
    public void A_file_that_is_no_such_model_is_refused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("model.safetensors");
        SelfTrainingScenes.Untrained(2, 1, 16).Save(path);
        Assert.False(StarConvexModel.IsModelFile(path));
        Refused("it is no star-convex model");
        Assert.Throws<ModelFileException>(() => StarConvexModel.IsModelFile(folder.PathOf("none.safetensors")));

        SupervisionScenes.Untrained(2).Save(path);
        TensorArchive whole = SafetensorsFile.Read(path);
        string json = whole.Metadata[StarConvexMetadata.Key];
        Assert.Throws<ModelFileException>(() => EmbeddingModel.Load(path));
        Write(whole.Tensors.Where(t => t.Name != "star.head.2.bias"), json);
        Refused("star.head.2.bias");
        Write(whole.Tensors, json.Replace("\"version\":1", "\"version\":9", StringComparison.Ordinal));
        Refused("version 9");
        foreach ((string from, string to) in new[]
        {
            ("\"rays\":8", "\"rays\":2000000000"), ("\"rays\":8", "\"rays\":\"x\""), ("\"levels\":3", "\"levels\":30"), ("\"anisotropy\":1", "\"anisotropy\":0"),
            ("\"probabilityThreshold\":0.5", "\"probabilityThreshold\":1"), ("\"typicalConfidence\":0.8", "\"typicalConfidence\":0"), ("\"leastContrast\":0", "\"leastContrast\":1.5"), ("\"overlapThreshold\":0.2,", ""), ("\"workingDiameter\":20", "\"workingDiameter\":1e9"),
        })
        {
            Assert.Contains(from, json, StringComparison.Ordinal);
            Write(whole.Tensors, json.Replace(from, to, StringComparison.Ordinal));
            Refused("metadata");
        }
        // As files were before it was measured.
        Write(whole.Tensors, json.Replace("\"typicalConfidence\":0.8,", "", StringComparison.Ordinal));
        Assert.Equal(EmbeddingConfidence.Typical, StarConvexModel.Load(path).Metadata.TypicalConfidence);
        Write(whole.Tensors, json.Replace("\"leastContrast\":0,", "", StringComparison.Ordinal));
        Assert.Equal(0, StarConvexModel.Load(path).LeastContrast);

        void Write(IEnumerable<NamedTensor> tensors, string text) =>
            SafetensorsFile.Write(path, new TensorArchive([.. tensors], new Dictionary<string, string> { [StarConvexMetadata.Key] = text }));

        void Refused(string reason) =>
            Assert.Contains(reason, Assert.Throws<ModelFileException>(() => StarConvexModel.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_faint_filter_follows_where_a_least_contrast_is_known()
    {
        StarConvexModel model = SupervisionScenes.Untrained(2);
        Assert.Empty(model.Refiners);
        var filter = Assert.IsType<FaintFilter>(Assert.Single(model.WithLeastContrast(0.3).Refiners));
        Assert.Equal(0.3, filter.Options.SufficientShare);
        Assert.Equal(0.3, model.WithLeastContrast(0.3).WithThresholds(0.5, 0.1).WithTypicalConfidence(0.6).LeastContrast);
    }

    [Fact]
    public void Images_of_another_kind_and_thresholds_out_of_range_are_refused()
    {
        StarConvexModel model = SupervisionScenes.Untrained(2);
        foreach (MicroscopyImage image in new[] { SelfTrainingScenes.Image(1, 2), SelfTrainingScenes.Image(13) })
            Assert.Throws<ModelMismatchException>(() => model.Detect(image, image.Shape, 256, One));
        Assert.Throws<ArgumentOutOfRangeException>("probability", () => model.WithThresholds(1, 0.4));
        Assert.Throws<ArgumentOutOfRangeException>("overlap", () => model.WithThresholds(0.5, 1));
        Assert.Throws<ArgumentOutOfRangeException>("share", () => model.WithLeastContrast(-0.1));
        Assert.Throws<ArgumentOutOfRangeException>("share", () => model.WithLeastContrast(1.1));
    }

    [Fact]
    public async Task It_takes_the_place_of_an_embedding_in_a_segmenter()
    {
        MicroscopyImage image = SelfTrainingScenes.Image(1);
        var segmenter = new CellSegmenter(SupervisionScenes.Untrained(2, threshold: 0.3), refiners: []);
        Segmentation found = await segmenter.SegmentAsync(image, new SegmentationOptions { ObjectDiameter = 15, KeepEmbedding = true });
        Assert.True(found.Objects.Count > 1);
        Assert.Equal((image.Shape, found.Objects.Count), (found.Labels.Shape, found.Labels.MaxLabel));
        Assert.Equal((found.Parameters.WorkingShape, true, 20), (found.Embedding!.Shape, found.Embedding.HasBorders, found.Embedding.ObjectDiameter));
        Assert.Equal(("StarConvexModel", "", "", 0), (found.Parameters.ModelName, found.Parameters.BackgroundEstimator, found.Parameters.Clusterer, found.Parameters.Passes));
        Assert.Equal(EmbeddingConfidence.Of(found.Labels, found.Embedding, 15), found.Objects.Select(o => o.Confidence));
        NotStreamableException e = await Assert.ThrowsAsync<NotStreamableException>(() => segmenter.SegmentLargeAsync(new MemoryImageSource(image), new MemoryLabelSink()));
        Assert.Equal("StarConvexModel", e.Stage);
        Assert.Throws<ArgumentException>(() => new CellSegmenter(SupervisionScenes.Untrained(2), refiners: [null!]));
    }

    private static StageExecution One { get; } = new() { MaxDegreeOfParallelism = 1 };
}
