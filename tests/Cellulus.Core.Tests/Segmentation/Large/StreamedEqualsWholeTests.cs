using Cellulus.Core.Tests.Training;
using Cellulus.Testing;
using Xunit;

namespace Cellulus.Tests;

/// <summary>A streamed image has the labels and measurements of the whole, bit for bit.</summary>
public sealed class StreamedEqualsWholeTests
{
    [Theory]
    [InlineData("default", 64, 1, 1)]
    [InlineData("default", 64, 3, 1)]
    [InlineData("default", 90, 2, 0.8)]
    [InlineData("default", 100, 1, 1.7)]
    [InlineData("textured", 70, 3, 1)]
    [InlineData("textured", 100, 1, 0.8)]
    [InlineData("cell", 64, 2, 0.7)]
    [InlineData("nucleus", 64, 2, 1)]
    [InlineData("none", 40, 3, 0.9)]
    public async Task A_plane(string refiners, int window, int threads, double scale) => await Compare(StreamedScenes.Plane, refiners, window, threads, scale);

    [Theory]
    [InlineData("default", 64, 3, 1)]
    [InlineData("textured", 90, 1, 0.8)]
    public async Task A_volume(string refiners, int window, int threads, double scale) => await Compare(StreamedScenes.Volume, refiners, window, threads, scale);

    [Fact]
    public async Task A_volume_of_thick_slices()
    {
        CellScene scene = StreamedScenes.Volume;
        var image = MicroscopyImage.FromPixels(scene.Image.Pixels, scene.Image.Shape, 1, new PixelSize(0.5, 0.5, 0.8));
        var model = new TruthEmbeddingModel(scene.Truth, offsetNoise: 1);
        await StreamedScenes.CompareAsync(new CellSegmenter(model, refiners: StreamedScenes.Refiners("cell")), image, new SegmentationOptions(), 90, fewestObjects: 4);
    }

    [Theory]
    [InlineData("nucleus", 1, 2)]
    [InlineData("none", 3, 2)]
    [InlineData("none", 2, null)] // one pass, the uncertainty learned
    public async Task A_plane_of_two_channels_with_a_network(string refiners, int threads, int? passes)
    {
        MicroscopyImage image = TrainingScenes.Blobs(90, 110, channels: 2);
        // What an untrained network learns of its uncertainty is that it is the same everywhere.
        CellSegmenter segmenter = new(await Network(image, iterations: passes is null ? 40 : 1), refiners: StreamedScenes.Refiners(refiners));
        var options = new SegmentationOptions { ObjectDiameter = 20, Passes = passes, TileSize = 32, MaxDegreeOfParallelism = threads };
        await StreamedScenes.CompareAsync(segmenter, image, options, window: 30);
    }

    [Theory]
    [InlineData(64, 2, 0.6)]
    [InlineData(90, 1, 1.4)]
    public async Task A_plane_with_borders_that_were_learned(int window, int threads, double scale) => await StreamedScenes.CompareAsync(
        new CellSegmenter(TaughtModel.Model), StreamedScenes.Plane.Image,
        new SegmentationOptions { ObjectDiameter = TaughtModel.Model.Description.WorkingDiameter / scale, MaxDegreeOfParallelism = threads }, window, fewestObjects: 4);

    [Theory]
    [InlineData(1)]
    [InlineData(null)]
    public async Task A_volume_with_a_network(int? passes)
    {
        MicroscopyImage image = TrainingScenes.Blobs(34, 38, depth: 21);
        CellSegmenter segmenter = new(await Network(image, 15), refiners: []);
        await StreamedScenes.CompareAsync(segmenter, image, new SegmentationOptions { Passes = passes, TileSize = 64 }, window: 60);
    }

    [Fact]
    public async Task Objects_larger_than_a_window()
    {
        var labels = new int[160 * 180];
        for (int i = 0; i < labels.Length; i++)
        {
            (int y, int x) = Math.DivRem(i, 180);
            if ((y - 70) * (y - 70) + (x - 70) * (x - 70) < 60 * 60)
                labels[i] = 1;
            else if (y % 30 is > 6 and < 24 && x % 30 is > 6 and < 24 && (y > 135 || x > 135))
                labels[i] = 2 + y / 30 * 6 + x / 30;
        }
        CellScene scene = StreamedScenes.Draw(LabelImage.FromLabels(labels, new ImageShape(160, 180)));
        await Compare(scene, "default", 40, 2, 1);
    }

    [Fact]
    public async Task Objects_so_dense_that_the_background_of_the_whole_image_counts()
    {
        var labels = new int[120 * 140];
        for (int i = 0; i < labels.Length; i++)
            labels[i] = i / 140 < 30 && i % 140 < 40 ? 0 : 1 + i / 140 / 20 * 7 + i % 140 / 20;
        CellScene scene = StreamedScenes.Draw(LabelImage.FromLabels(labels, new ImageShape(120, 140)));
        await Compare(scene, "default", 50, 2, 1, new SegmentationOptions { Evidence = null });
    }

    private static async Task Compare(CellScene scene, string refiners, int window, int threads, double scale, SegmentationOptions? given = null)
    {
        var model = new TruthEmbeddingModel(scene.Truth, offsetNoise: scene.Truth.Shape.Rank == 3 ? 1 : 2);
        SegmentationOptions options = (given ?? new SegmentationOptions()) with { ObjectDiameter = model.Description.WorkingDiameter / scale, MaxDegreeOfParallelism = threads };
        await StreamedScenes.CompareAsync(new CellSegmenter(model, refiners: StreamedScenes.Refiners(refiners)), scene.Image, options, window, fewestObjects: 4);
    }

    private static Task<EmbeddingModel> Network(MicroscopyImage image, double diameter = 16, int iterations = 1) => new EmbeddingTrainer().TrainAsync(
        [image], TrainingScenes.Quick with { Iterations = iterations, LearningRate = 2e-3, BatchSize = 1, CropSize = 38, PairRadius = 5, ObjectDiameter = 16, WorkingDiameter = diameter });
}
