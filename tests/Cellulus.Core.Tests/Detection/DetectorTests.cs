using Xunit;

namespace Cellulus.Tests;

/// <summary>Detectors of others behind <see cref="CellSegmenter"/>.</summary>
public sealed class DetectorTests
{
    private static readonly ImageShape s_shape = new(40, 50);
    // What is found here has nothing to do with the image.
    private static readonly SegmentationOptions s_untested = new() { Evidence = null };
    private static readonly MicroscopyImage s_image = MicroscopyImage.FromPixels([.. Enumerable.Range(0, 2000).Select(i => (float)(i % 7))], s_shape);

    [Fact]
    public async Task Confidence_follows_objects_through_refiners_and_numbering()
    {
        // Two blocks and a speck that the filter drops.
        var labels = new int[2000];
        Fill(labels, 2, 3, 3, 10, 10);
        Fill(labels, 3, 20, 20, 1, 1);
        Fill(labels, 5, 25, 30, 12, 9);
        var detector = new Fixed(new DetectedObjects(LabelImage.FromLabels(labels, s_shape), [0.1, 0.2, 0.3, 0.4, 0.75]));
        Segmentation plain = await new CellSegmenter(detector).SegmentAsync(s_image, s_untested);
        Assert.Equal([0.2, 0.3, 0.75], plain.Objects.Select(o => Math.Round(o.Confidence, 12)));
        Segmentation filtered = await new CellSegmenter(detector, refiners: [new SizeFilter()]).SegmentAsync(s_image, s_untested);
        Assert.Equal([(100, 0.2), (108, 0.75)], filtered.Objects.Select(o => (o.Area, Math.Round(o.Confidence, 12))));
    }

    // Two discs; of one every pixel points to its centre and is surely object, of the other none does.
    [Fact]
    public async Task What_a_detector_says_of_pixels_judges_its_objects_and_refiners_see_it()
    {
        var labels = new int[2000];
        float[] offsets = new float[4000], background = new float[2000];
        Array.Fill(background, 0.99f);
        for (int i = 0; i < labels.Length; i++)
        {
            (int y, int x) = (i / s_shape.Width, i % s_shape.Width);
            if (Inside(y - 12, x - 12))
                (labels[i], background[i], offsets[i], offsets[2000 + i]) = (1, 0.02f, 12 - x, 12 - y);
            else if (Inside(y - 28, x - 36))
                (labels[i], background[i]) = (2, 0.6f);
        }
        var field = new EmbeddingField(offsets, background, s_shape, 11) { HasBorders = true };
        var detector = new Fixed(new DetectedObjects(LabelImage.FromLabels(labels, s_shape), [0.4, 0.9]) { Embedding = field });
        Segmentation all = await new CellSegmenter(detector, refiners: []).SegmentAsync(s_image, s_untested);
        Assert.Equal(EmbeddingConfidence.Of(all.Labels, field, 11), all.Objects.Select(o => o.Confidence));
        Assert.True(all.Objects[0].Confidence > 0.9 && all.Objects[1].Confidence < 0.3, string.Join(", ", all.Objects.Select(o => o.Confidence)));
        Segmentation sure = await new CellSegmenter(detector, refiners: [new ConfidenceFilter()]).SegmentAsync(s_image, s_untested with { KeepEmbedding = true });
        Assert.Equal((1, field), (sure.Objects.Count, sure.Embedding));
        Assert.Equal(12, sure.Objects[0].Centroid.Y, 6);

        detector = new Fixed(new DetectedObjects(LabelImage.FromLabels(labels, s_shape), [0.4, 0.9]) { Embedding = new EmbeddingField(new float[18], new float[9], new ImageShape(3, 3), 11) });
        await Assert.ThrowsAsync<CellulusException>(() => new CellSegmenter(detector).SegmentAsync(s_image, s_untested));

        static bool Inside(int dy, int dx) => dy * dy + dx * dx <= 36;
    }

    [Fact]
    public async Task Results_that_do_not_fit_are_refused_by_name()
    {
        CellulusException grid = await Assert.ThrowsAsync<CellulusException>(
            () => new CellSegmenter(new Fixed(new DetectedObjects(LabelImage.Empty(new ImageShape(3, 3)), []))).SegmentAsync(s_image, s_untested));
        Assert.Contains("Fixed returned a result of 3 x 3", grid.Message, StringComparison.Ordinal);
        var labels = new int[2000];
        labels[5] = 2;
        CellulusException confidence = await Assert.ThrowsAsync<CellulusException>(
            () => new CellSegmenter(new Fixed(new DetectedObjects(LabelImage.FromLabels(labels, s_shape), [1]))).SegmentAsync(s_image, s_untested));
        Assert.Contains("the label 2", confidence.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_least_sure_is_suggested_first_and_what_is_drawn_no_more()
    {
        var labels = new int[2000];
        for (int i = 1; i <= 4; i++)
            Fill(labels, i, 9 * i - 8, 5, 6, 6);
        LabelImage found = LabelImage.FromLabels(labels, s_shape);
        Segmentation[] segmentations =
        [
            await new CellSegmenter(new Fixed(new DetectedObjects(found, [0.9, 0.2, 0.6, 0.5]))).SegmentAsync(s_image, s_untested),
            await new CellSegmenter(new Fixed(new DetectedObjects(found, [0.1, 0.7, 0.5, 0.8]))).SegmentAsync(s_image, s_untested),
        ];
        Assert.Equal([(1, 1), (0, 2), (0, 4), (1, 3), (0, 3)], segmentations.SuggestAnnotations(5).Select(s => (s.Image, s.Object.Id)));
        var drawn = new int[2000];
        Fill(drawn, 9, 10, 5, 6, 4);
        Fill(drawn, 9, 28, 5, 6, 3);
        LabelImage?[] annotations = [LabelImage.FromLabels(drawn, s_shape), null];
        // Of the second object most is drawn, of the fourth half.
        Assert.Equal([(1, 1), (0, 4), (1, 3)], segmentations.SuggestAnnotations(3, annotations).Select(s => (s.Image, s.Object.Id)));
        Assert.Equal(8, segmentations.SuggestAnnotations(100).Count);
        Assert.Throws<ArgumentException>(() => segmentations.SuggestAnnotations(3, [null]));
        Assert.Throws<ArgumentException>(() => segmentations.SuggestAnnotations(3, [LabelImage.Empty(new ImageShape(2, 2)), null]));
    }

    private static void Fill(int[] labels, int label, int y, int x, int height, int width)
    {
        for (int row = y; row < y + height; row++)
            labels.AsSpan(row * s_shape.Width + x, width).Fill(label);
    }

    /// <summary>Finds the same in every image.</summary>
    internal sealed class Fixed(DetectedObjects found) : IInstanceDetector
    {
        public EmbeddingModelDescription Description { get; } = new() { Rank = 2, Channels = 1, ObjectDiameter = 11, WorkingDiameter = 11 };

        public IReadOnlyList<ISegmentationRefiner> Refiners { get; init; } = [];

        public DetectedObjects Detect(MicroscopyImage image, ImageShape target, int tileSize, StageExecution execution) => found;
    }
}
