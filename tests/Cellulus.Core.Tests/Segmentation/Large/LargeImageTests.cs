using Cellulus.Testing;
using Xunit;

namespace Cellulus.Tests;

/// <summary>Stopping, going on, refusing: what surrounds the streaming of a large image.</summary>
public sealed class LargeImageTests
{
    private static readonly CellScene Scene = StreamedScenes.Plane;
    private static readonly SegmentationOptions Options = new() { MaxDegreeOfParallelism = 2 };

    [Fact]
    public async Task A_run_that_was_stopped_goes_on_without_embedding_a_window_twice()
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        LargeImageOptions large = Large(folder);
        var first = new WatchedModel(Scene, region =>
        {
            if (region == 5)
                stop.Cancel();
        });
        var sink = new MemoryLabelSink();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Run(first, sink, large, stop.Token));
        Assert.Equal(5, first.Regions);
        Assert.Null(sink.Labels);

        var second = new WatchedModel(Scene);
        LargeSegmentation resumed = await Run(second, sink, large);
        Assert.Equal(5, resumed.ResumedWindows);
        Assert.Equal(resumed.Windows - 5, second.Regions);
        Assert.Equal((await new CellSegmenter(second).SegmentAsync(Scene.Image, Options)).Labels.Labels, sink.Labels!.Labels);
        Assert.False(Directory.Exists(large.ScratchFolder));
    }

    [Fact]
    public async Task Another_budget_or_number_of_threads_goes_on()
    {
        using var folder = new TemporaryFolder();
        LargeImageOptions large = Large(folder);
        await Assert.ThrowsAsync<IOException>(() => Run(new WatchedModel(Scene), new BrokenSink(), large));

        var again = new WatchedModel(Scene);
        LargeSegmentation result = await new CellSegmenter(again).SegmentLargeAsync(
            new MemoryImageSource(Scene.Image), new MemoryLabelSink(), Options with { MaxDegreeOfParallelism = 1 }, large with { WindowSize = null, MemoryBudget = 1 << 30 });
        Assert.Equal(0, again.Regions);
        Assert.Equal((64, result.Windows), (result.Plan.WindowSize, result.ResumedWindows));
    }

    [Fact]
    public async Task Other_options_start_over()
    {
        using var folder = new TemporaryFolder();
        LargeImageOptions large = Large(folder);
        await Assert.ThrowsAsync<IOException>(() => Run(new WatchedModel(Scene), new BrokenSink(), large));

        var same = new WatchedModel(Scene);
        await Assert.ThrowsAsync<IOException>(() => Run(same, new BrokenSink(), large));
        Assert.Equal(0, same.Regions);

        var other = new WatchedModel(Scene);
        LargeSegmentation result = await new CellSegmenter(other).SegmentLargeAsync(
            new MemoryImageSource(Scene.Image), new MemoryLabelSink(), Options with { Seed = 9 }, large);
        Assert.Equal(0, result.ResumedWindows);
        Assert.Equal(result.Windows, other.Regions);
    }

    [Fact]
    public async Task A_sink_that_fails_ends_the_run_and_its_writer_is_disposed_incomplete()
    {
        using var folder = new TemporaryFolder();
        var sink = new BrokenSink();
        IOException error = await Assert.ThrowsAsync<IOException>(() => Run(new WatchedModel(Scene), sink, Large(folder)));
        Assert.Equal("The disk is full.", error.Message);
        Assert.Equal("disposed", sink.State);
    }

    [Theory]
    [InlineData(SegmentationStage.Normalization)]
    [InlineData(SegmentationStage.Embedding)]
    [InlineData(SegmentationStage.Background)]
    [InlineData(SegmentationStage.Clustering)]
    [InlineData(SegmentationStage.Refinement)]
    [InlineData(SegmentationStage.Measurement)]
    public async Task Cancelling_in_any_stage_ends_the_run_without_labels(SegmentationStage stage)
    {
        using var stop = new CancellationTokenSource();
        var sink = new MemoryLabelSink();
        var progress = new CancelAt(stage, stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new CellSegmenter(new WatchedModel(Scene)).SegmentLargeAsync(
            new MemoryImageSource(Scene.Image), sink, Options, new LargeImageOptions { WindowSize = 64 }, progress, stop.Token));
        Assert.Null(sink.Labels);
    }

    [Fact]
    public async Task A_budget_too_small_is_refused_before_a_pixel_is_read()
    {
        var source = new ForbiddenSource(new ImageShape(20000, 20000));
        var segmenter = new CellSegmenter(new WatchedModel(Scene));
        var large = new LargeImageOptions { MemoryBudget = 100 << 20 };
        var error = await Assert.ThrowsAsync<MemoryBudgetException>(() => segmenter.SegmentLargeAsync(source, new MemoryLabelSink(), Options, large));
        Assert.Equal(100 << 20, error.BudgetBytes);
        Assert.True(error.Plan.TotalBytes > error.BudgetBytes);
        Assert.Throws<MemoryBudgetException>(() => segmenter.PlanLarge(source, Options, large));
        LargeImagePlan plan = segmenter.PlanLarge(source, Options);
        Assert.InRange(plan.Memory.TotalBytes, 1 << 20, 2L << 30);
        Assert.InRange(plan.ScratchBytes, 400_000_000L * 16, 400_000_000L * 40);
    }

    [Fact]
    public async Task An_image_without_anything_has_no_objects()
    {
        var sink = new MemoryLabelSink();
        LargeSegmentation result = await new CellSegmenter(new WatchedModel(Scene)).SegmentLargeAsync(
            new MemoryImageSource(MicroscopyImage.FromPixels(new float[100 * 120], new ImageShape(100, 120))), sink, Options);
        Assert.Empty(result.Objects);
        Assert.Equal(0, sink.Labels!.MaxLabel);
        Assert.Equal(new ImageShape(100, 120), sink.Labels.Shape);
    }

    [Fact]
    public async Task Stages_that_need_the_whole_image_are_refused_by_name()
    {
        var whole = new FakeEmbeddingModel(new WatchedModel(Scene).Description, (_, _) => throw new InvalidOperationException());
        CellSegmenter[] segmenters =
        [
            new(whole), new(new WatchedModel(Scene), new PlainBackground()), new(new WatchedModel(Scene), clusterer: new PlainClusterer()),
            new(new WatchedModel(Scene), refiners: [new PlainRefiner()]),
            new(new WatchedModel(Scene), clusterer: new MeanShiftClusterer(new MeanShiftOptions { ReductionProbability = 0.5 })),
        ];
        string[] names = ["FakeEmbeddingModel", "PlainBackground", "PlainClusterer", "PlainRefiner", "MeanShiftClusterer"];
        foreach ((CellSegmenter segmenter, string name) in segmenters.Zip(names))
        {
            var error = await Assert.ThrowsAsync<NotStreamableException>(() => segmenter.SegmentLargeAsync(new ForbiddenSource(new ImageShape(100, 100)), new MemoryLabelSink()));
            Assert.Equal(name, error.Stage);
        }
    }

    [Fact]
    public async Task A_folder_with_other_files_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        string precious = folder.PathOf("precious.tile");
        File.WriteAllText(precious, "mine");
        var large = new LargeImageOptions { ScratchFolder = Path.GetDirectoryName(precious) };
        await Assert.ThrowsAsync<ScratchFolderException>(() => Run(new WatchedModel(Scene), new MemoryLabelSink(), large));
        Assert.Equal("mine", File.ReadAllText(precious));
    }

    [Fact]
    public async Task Two_runs_cannot_share_a_scratch_folder()
    {
        using var folder = new TemporaryFolder();
        LargeImageOptions large = Large(folder);
        Exception? inner = null;
        var model = new WatchedModel(Scene, region =>
        {
            if (region == 0)
                inner = Record.Exception(() => Run(new WatchedModel(Scene), new MemoryLabelSink(), large).GetAwaiter().GetResult());
        });
        await Run(model, new MemoryLabelSink(), large);
        Assert.IsType<ScratchFolderException>(inner);
    }

    [Fact]
    public async Task Pixels_that_are_not_finite_are_named_by_their_place_in_the_whole()
    {
        var error = await Assert.ThrowsAsync<InvalidImageException>(() => new CellSegmenter(new WatchedModel(Scene)).SegmentLargeAsync(
            new ForbiddenSource(new ImageShape(100, 150), region => region.Y + region.X > 0), new MemoryLabelSink(), Options, new LargeImageOptions { WindowSize = 64 }));
        Assert.Contains("x 64", error.Message, StringComparison.Ordinal);
    }

    private static LargeImageOptions Large(TemporaryFolder folder) => new() { WindowSize = 64, ScratchFolder = folder.PathOf("scratch") };

    private static Task<LargeSegmentation> Run(IEmbeddingModel model, ILabelSink sink, LargeImageOptions large, CancellationToken stop = default) =>
        new CellSegmenter(model).SegmentLargeAsync(new MemoryImageSource(Scene.Image), sink, Options, large, null, stop);

    private sealed class CancelAt(SegmentationStage stage, CancellationTokenSource stop) : IProgress<SegmentationProgress>
    {
        public void Report(SegmentationProgress value)
        {
            if (value.Stage == stage)
                stop.Cancel();
        }
    }

    private sealed class BrokenSink : ILabelSink, ILabelWriter
    {
        public string State { get; private set; } = "closed";

        public ImageShape TileShape => new(1, 64, 64);

        public ILabelWriter Open(ImageShape shape, int maxLabel, PixelSize? pixelSize)
        {
            State = "open";
            return this;
        }

        public void Write(PixelBox tile, ReadOnlySpan<int> labels)
        {
            if (tile.Y > 0)
                throw new IOException("The disk is full.");
        }

        public void Complete() => State = "complete";

        public void Dispose() => State = State == "open" ? "disposed" : State;
    }

    /// <summary>A source whose pixels are not to be read, or are not finite where it is told so.</summary>
    private sealed class ForbiddenSource(ImageShape shape, Func<PixelBox, bool>? isNotFinite = null) : IImageSource
    {
        public ImageShape Shape => shape;

        public int Channels => 1;

        public PixelSize? PixelSize => null;

        public string Fingerprint => "none";

        public long MemoryBytes => 0;

        public void Read(PixelBox region, Span<float> target, CancellationToken cancellationToken)
        {
            if (isNotFinite is null)
                throw new InvalidOperationException("Pixels were read.");
            target.Fill(isNotFinite(region) ? float.NaN : 1);
        }
    }
}
