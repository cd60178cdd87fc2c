using Xunit;

namespace Cellulus.Tests;

public class CellSegmenterTests
{
    private static CellSegmenter Segmenter(IEmbeddingModel model, params ISegmentationRefiner[] refiners) =>
        new(model, new PlainBackground(), new PlainClusterer(), refiners);

    private static double Agreement(LabelImage a, LabelImage b) =>
        (double)a.Labels.ToArray().Zip(b.Labels.ToArray()).Count(p => p.First > 0 == p.Second > 0) / a.Labels.Length;

    [Fact]
    public async Task Perfect_embeddings_give_the_drawn_objects()
    {
        DrawnScene scene = DrawnScene.Plane();
        Segmentation segmentation = await Segmenter(new PerfectModel(scene)).SegmentAsync(scene.Image());
        Assert.Equal(scene.Truth.Labels.ToArray(), segmentation.Labels.Labels.ToArray());
        Assert.Equal(scene.Truth.MaxLabel, segmentation.Objects.Count);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(27)]
    public async Task Objects_come_back_on_the_grid_of_the_image_whatever_scale_the_network_works_at(double workingDiameter)
    {
        DrawnScene scene = DrawnScene.Plane();
        Segmentation segmentation = await Segmenter(new PerfectModel(scene, workingDiameter)).SegmentAsync(scene.Image());
        Assert.Equal(scene.Truth.Shape, segmentation.Labels.Shape);
        Assert.Equal(scene.Truth.MaxLabel, segmentation.Objects.Count);
        Assert.True(Agreement(scene.Truth, segmentation.Labels) > 0.97);
        Assert.Equal(workingDiameter / 20, segmentation.Parameters.Scale, 1e-12);
    }

    [Fact]
    public async Task Volumes_go_the_same_way()
    {
        DrawnScene scene = DrawnScene.Volume();
        Segmentation segmentation = await Segmenter(new PerfectModel(scene, 12)).SegmentAsync(scene.Image());
        Assert.Equal(scene.Truth.MaxLabel, segmentation.Objects.Count);
        Assert.True(Agreement(scene.Truth, segmentation.Labels) > 0.97);
    }

    [Fact]
    public async Task The_diameter_given_replaces_that_of_the_model()
    {
        DrawnScene scene = DrawnScene.Plane();
        ImageShape? seen = null;
        var model = new PerfectModel(scene) { OnEmbed = (image, _, _) => seen = image.Shape };
        Segmentation segmentation = await Segmenter(model).SegmentAsync(scene.Image(), new SegmentationOptions { ObjectDiameter = 40 });
        Assert.Equal(new ImageShape(45, 60), seen);
        Assert.Equal(40, segmentation.Parameters.ObjectDiameter);
        Assert.Equal(new ImageShape(45, 60), segmentation.Parameters.WorkingShape);
    }

    [Fact]
    public async Task Stages_run_in_their_order_and_see_what_they_are_promised()
    {
        DrawnScene scene = DrawnScene.Plane();
        var journal = new List<string>();
        EmbeddingOptions? options = null;
        float highest = 0;
        var model = new PerfectModel(scene, 10)
        {
            OnEmbed = (image, o, _) =>
            {
                journal.Add("embed");
                options = o;
                highest = image.Pixels.ToArray().Max();
            },
        };
        var segmenter = new CellSegmenter(model, new PlainBackground(journal), new PlainClusterer(journal),
        [
            new PlainRefiner("first", journal, input =>
            {
                Assert.Equal(scene.Truth.Shape, input.Image.Shape);
                Assert.Equal(20, input.ObjectDiameter);
                Assert.NotNull(input.Embedding);
                Assert.InRange(input.Image.Pixels.ToArray().Max(), 1, 2);
                return input.Labels;
            }),
            new PlainRefiner("second", journal),
        ]);
        Segmentation segmentation = await segmenter.SegmentAsync(
            scene.Image(), new SegmentationOptions { Passes = 3, NoiseProbability = 0.02, Seed = 9, TileSize = 64 });
        Assert.Equal(["embed", "background", "cluster", "first", "second"], journal);
        Assert.Equal(new EmbeddingOptions { Passes = 3, NoiseProbability = 0.02, Seed = 9, TileSize = 64 }, options);
        Assert.InRange(highest, 0.5f, 2f);
        Assert.Equal(("PerfectModel", "PlainBackground", "PlainClusterer"),
            (segmentation.Parameters.ModelName, segmentation.Parameters.BackgroundEstimator, segmentation.Parameters.Clusterer));
        Assert.Equal(["PlainRefiner", "PlainRefiner", "EvidenceFilter"], segmentation.Parameters.Refiners);
    }

    [Fact]
    public async Task Labels_are_numbered_without_gaps_after_the_refiners()
    {
        DrawnScene scene = DrawnScene.Plane();
        var everyOther = new PlainRefiner(refine: input => LabelImage.FromLabels([.. input.Labels.Labels.ToArray().Select(l => l % 2 == 0 ? l * 1000 : 0)], input.Labels.Shape));
        Segmentation segmentation = await Segmenter(new PerfectModel(scene), everyOther).SegmentAsync(scene.Image());
        int n = scene.Truth.MaxLabel / 2;
        Assert.Equal(Enumerable.Range(0, n + 1), segmentation.Labels.Labels.ToArray().Distinct().Order());
        Assert.Equal(Enumerable.Range(1, n), segmentation.Objects.Select(o => o.Id));
    }

    [Fact]
    public async Task A_constant_image_has_no_objects_and_no_error()
    {
        DrawnScene scene = DrawnScene.Plane();
        var image = MicroscopyImage.FromPixels(new float[90 * 120], new ImageShape(90, 120));
        Segmentation segmentation = await Segmenter(new PerfectModel(scene)).SegmentAsync(image);
        Assert.Empty(segmentation.Objects);
        Assert.Equal(0, segmentation.Labels.MaxLabel);
        Assert.Equal(image.Shape, segmentation.Labels.Shape);
    }

    [Fact]
    public async Task An_image_smaller_than_the_field_of_view_is_refused_with_its_size_and_a_remedy()
    {
        DrawnScene scene = DrawnScene.Plane();
        var image = MicroscopyImage.FromPixels(new float[30 * 31], new ImageShape(30, 31));
        var error = await Assert.ThrowsAsync<InvalidImageException>(() => Segmenter(new PerfectModel(scene, 10)).SegmentAsync(image));
        Assert.Contains("31 x 30", error.Message);
        Assert.Contains("at least 32", error.Message);
        Assert.Throws<InvalidImageException>(() => Segmenter(new PerfectModel(scene, 10)).Check(image));
    }

    [Fact]
    public async Task A_model_for_other_images_is_refused()
    {
        DrawnScene scene = DrawnScene.Plane();
        var channels = await Assert.ThrowsAsync<ModelMismatchException>(() => Segmenter(new PerfectModel(scene)).SegmentAsync(scene.Image(2)));
        Assert.Contains("1 channel(s), this image has 2", channels.Message);
        var rank = await Assert.ThrowsAsync<ModelMismatchException>(() => Segmenter(new PerfectModel(scene)).SegmentAsync(DrawnScene.Volume().Image()));
        Assert.Contains("volume", rank.Message);
    }

    [Fact]
    public async Task A_stage_that_changes_the_grid_is_named()
    {
        DrawnScene scene = DrawnScene.Plane();
        var error = await Assert.ThrowsAsync<CellulusException>(() => Segmenter(
            new PerfectModel(scene), new PlainRefiner(refine: _ => LabelImage.Empty(new ImageShape(2, 2)))).SegmentAsync(scene.Image()));
        Assert.Contains("PlainRefiner", error.Message);
    }

    [Fact]
    public async Task The_embedding_is_kept_only_when_asked_for()
    {
        DrawnScene scene = DrawnScene.Plane();
        CellSegmenter segmenter = Segmenter(new PerfectModel(scene));
        Assert.Null((await segmenter.SegmentAsync(scene.Image())).Embedding);
        Assert.NotNull((await segmenter.SegmentAsync(scene.Image(), new SegmentationOptions { KeepEmbedding = true })).Embedding);
    }

    [Fact]
    public async Task Progress_rises_from_0_to_1_and_names_the_stages()
    {
        DrawnScene scene = DrawnScene.Plane();
        var reports = new Reports<SegmentationProgress>();
        Segmentation segmentation = await Segmenter(new PerfectModel(scene)).SegmentAsync(scene.Image(), progress: reports);
        double[] fractions = [.. reports.All.Select(r => r.Fraction)];
        Assert.Equal(0, fractions[0]);
        Assert.Equal(1, fractions[^1]);
        Assert.Equal(fractions.Order().Distinct(), fractions);
        Assert.Equal(Enum.GetValues<SegmentationStage>(), reports.All.Select(r => r.Stage).Distinct());
        Assert.Equal(Enum.GetValues<SegmentationStage>(), segmentation.Timings.Keys.Order());
        Assert.All(segmentation.Timings.Values, t => Assert.True(t >= TimeSpan.Zero));
    }

    [Fact]
    public async Task Cancellation_in_the_middle_of_a_stage_ends_the_call()
    {
        DrawnScene scene = DrawnScene.Plane();
        using var source = new CancellationTokenSource();
        var journal = new List<string>();
        var model = new PerfectModel(scene) { OnEmbed = (_, _, _) => source.Cancel() };
        Task<Segmentation> task = new CellSegmenter(model, new PlainBackground(journal), new PlainClusterer(journal), [])
            .SegmentAsync(scene.Image(), cancellationToken: source.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        Assert.True(task.IsCanceled);
        Assert.Empty(journal);
    }

    [Fact]
    public async Task A_cancelled_token_starts_nothing()
    {
        DrawnScene scene = DrawnScene.Plane();
        bool started = false;
        var model = new PerfectModel(scene) { OnEmbed = (_, _, _) => started = true };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Segmenter(model).SegmentAsync(scene.Image(), cancellationToken: new CancellationToken(true)));
        Assert.False(started);
    }

    [Fact]
    public async Task The_work_runs_on_a_thread_of_its_own()
    {
        DrawnScene scene = DrawnScene.Plane();
        bool? pool = null;
        var model = new PerfectModel(scene) { OnEmbed = (_, _, _) => pool = Thread.CurrentThread.IsThreadPoolThread };
        await Segmenter(model).SegmentAsync(scene.Image());
        Assert.False(pool);
    }

    [Fact]
    public async Task Many_callers_and_any_number_of_threads_get_the_same_labels()
    {
        DrawnScene scene = DrawnScene.Plane();
        CellSegmenter segmenter = Segmenter(new PerfectModel(scene, 13));
        MicroscopyImage image = scene.Image();
        int[] expected = (await segmenter.SegmentAsync(image, new SegmentationOptions { MaxDegreeOfParallelism = 1 })).Labels.Labels.ToArray();
        Segmentation[] all = await Task.WhenAll(Enumerable.Range(1, 12).Select(i =>
            segmenter.SegmentAsync(image, new SegmentationOptions { MaxDegreeOfParallelism = i })));
        Assert.All(all, s => Assert.Equal(expected, s.Labels.Labels.ToArray()));
    }

    [Fact]
    public async Task Sequences_are_segmented_in_their_order()
    {
        DrawnScene scene = DrawnScene.Plane();
        MicroscopyImage full = scene.Image();
        var empty = MicroscopyImage.FromPixels(new float[full.Pixels.Length], full.Shape);
        MicroscopyImage[] images = [full, empty, full];
        CellSegmenter segmenter = Segmenter(new PerfectModel(scene));
        var reports = new Reports<SegmentationProgress>();
        var counts = new List<int>();
        await foreach (Segmentation segmentation in segmenter.SegmentAsync(images.Select(i => i), progress: reports))
            counts.Add(segmentation.Objects.Count);
        await foreach (Segmentation segmentation in segmenter.SegmentAsync(Later(images)))
            counts.Add(segmentation.Objects.Count);
        int n = scene.Truth.MaxLabel;
        Assert.Equal([n, 0, n, n, 0, n], counts);
        Assert.Equal([0, 1, 2], reports.All.Select(r => r.ImageIndex).Distinct());

        static async IAsyncEnumerable<MicroscopyImage> Later(MicroscopyImage[] images)
        {
            foreach (MicroscopyImage image in images)
            {
                await Task.Yield();
                yield return image;
            }
        }
    }

    [Fact]
    public async Task The_default_stages_find_the_drawn_objects()
    {
        DrawnScene scene = DrawnScene.Plane();
        Segmentation segmentation = await new CellSegmenter(new PerfectModel(scene)).SegmentAsync(scene.Image());
        Assert.Equal(scene.Truth.MaxLabel, segmentation.Objects.Count);
        Assert.True(Agreement(scene.Truth, segmentation.Labels) > 0.97);
        Assert.Equal(["ContrastRefiner", "PartJoiner", "BackgroundFilter", "ConfidenceFilter", "SizeFilter", "EvidenceFilter"], segmentation.Parameters.Refiners);
    }
}
