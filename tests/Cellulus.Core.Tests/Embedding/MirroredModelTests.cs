using Xunit;

namespace Cellulus.Tests;

public sealed class MirroredModelTests
{
    private static readonly EmbeddingOptions s_options = new() { TileSize = 32 };

    [Fact]
    public void One_view_is_the_model_itself()
    {
        MicroscopyImage image = SelfTrainingScenes.Image(1);
        EmbeddingModel model = SelfTrainingScenes.Model(1);
        FieldChecks.Same(Embed(model, image), Embed(new MirroredModel(model, views: 1), image));
    }

    [Theory]
    [InlineData(1, 1, 2)]
    [InlineData(1, 2, 4)]
    [InlineData(1, 1, 8)]
    [InlineData(9, 1, 8)]
    public void The_field_of_a_mirror_image_is_the_mirrored_field(int depth, int channels, int views)
    {
        MicroscopyImage image = Core.Tests.Training.TrainingScenes.Blobs(43, 58, depth: depth, channels: channels);
        EmbeddingModel model = SelfTrainingScenes.Model(depth, channels);
        var mirrored = new MirroredModel(model, views);
        EmbeddingField expected = Embed(mirrored, image), alone = Embed(model, image);
        Assert.True(Difference(alone, Embed(model, Mirrored(image, 1)), 1) > 1e-3, "The network alone sees mirror images as the image.");
        for (int view = 0; view < views; view++)
            Assert.InRange(Difference(expected, Embed(mirrored, Mirrored(image, view)), view), 0, 1e-5);
    }

    [Fact]
    public void The_field_is_the_mean_over_views()
    {
        MicroscopyImage image = Core.Tests.Training.TrainingScenes.Blobs(40, 52);
        EmbeddingModel model = SelfTrainingScenes.Model(1);
        EmbeddingField one = Embed(model, image), other = Embed(model, Mirrored(image, 1)), mean = Embed(new MirroredModel(model, 2), image);
        for (int y = 0, i = 0; y < image.Height; y++)
            for (int x = 0; x < image.Width; x++, i++)
            {
                int there = y * image.Width + image.Width - 1 - x;
                Assert.Equal((one.Uncertainty[i] + other.Uncertainty[there]) / 2, mean.Uncertainty[i], 1e-6);
                Assert.Equal((one.GetOffsets(0)[i] - other.GetOffsets(0)[there]) / 2, mean.GetOffsets(0)[i], 1e-5);
                Assert.Equal((one.GetOffsets(1)[i] + other.GetOffsets(1)[there]) / 2, mean.GetOffsets(1)[i], 1e-5);
            }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(21)]
    public void A_region_has_the_values_of_the_whole_and_needs_its_context_only(int depth)
    {
        MicroscopyImage image = Core.Tests.Training.TrainingScenes.Blobs(69, 91, depth: depth);
        FieldChecks.RegionsEqualWhole(new MirroredModel(SelfTrainingScenes.Model(depth == 1 ? 1 : 13)), image, s_options);
    }

    [Fact]
    public async Task A_streamed_image_is_segmented_as_the_whole()
    {
        MicroscopyImage image = StreamedScenes.Plane.Image;
        var model = new MirroredModel(TaughtModel.Model, views: 8);
        Assert.True(Embed(model, image).HasBorders);
        await StreamedScenes.CompareAsync(
            new CellSegmenter(model), image, new SegmentationOptions { MaxDegreeOfParallelism = 2 }, window: 72, fewestObjects: 20);
    }

    [Fact]
    public void Progress_rises_to_one_over_all_views()
    {
        var told = new List<double>();
        var execution = new StageExecution { MaxDegreeOfParallelism = 1, Progress = new Told(told) };
        new MirroredModel(SelfTrainingScenes.Model(1), 4).Embed(SelfTrainingScenes.Image(1), s_options, execution);
        Assert.Equal(told.Order(), told);
        Assert.Equal(1, told[^1], 9);
        Assert.True(told.Count > 4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(16)]
    public void Other_numbers_of_views_are_refused(int views) =>
        Assert.Contains("1, 2, 4 or 8", Assert.Throws<ArgumentOutOfRangeException>(() => new MirroredModel(SelfTrainingScenes.Model(1), views)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_fingerprint_tells_the_views()
    {
        EmbeddingModel model = SelfTrainingScenes.Model(1);
        Assert.Equal(3, new[] { model.Fingerprint, new MirroredModel(model, 2).Fingerprint, new MirroredModel(model, 8).Fingerprint }.Distinct().Count());
    }

    private static EmbeddingField Embed(IEmbeddingModel model, MicroscopyImage image) => model.Embed(image, s_options, StageExecution.Default);

    private static MicroscopyImage Mirrored(MicroscopyImage image, int view) => new MirrorView(view, image.Shape.Rank).Of(ImageWindow.Of(image)).Image;

    /// <summary>Greatest difference of a field to that of a view, seen from the image.</summary>
    private static double Difference(EmbeddingField field, EmbeddingField ofView, int view)
    {
        var mirror = new MirrorView(view, field.Components);
        float[] uncertainty = new float[field.Uncertainty.Length], offsets = new float[field.Components * uncertainty.Length];
        mirror.Add(ofView, GridBox.Of(ofView.Shape), GridBox.Of(field.Shape), field.Shape, offsets, uncertainty);
        double greatest = 0;
        for (int i = 0; i < uncertainty.Length; i++)
        {
            greatest = Math.Max(greatest, Math.Abs(uncertainty[i] - field.Uncertainty[i]));
            for (int c = 0; c < field.Components; c++)
                greatest = Math.Max(greatest, Math.Abs(offsets[c * uncertainty.Length + i] - field.GetOffsets(c)[i]));
        }
        return greatest;
    }

    private sealed class Told(List<double> shares) : IProgress<double>
    {
        public void Report(double value) => shares.Add(value);
    }
}
