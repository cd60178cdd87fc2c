using Cellulus.Testing;
using Xunit;

namespace Cellulus.Tests;

public class PretrainedModelTests
{
    [Theory]
    [InlineData(14)]
    [InlineData(26)]
    [InlineData(48)]
    public async Task Cells_of_any_size_are_found_with_nothing_given(double diameter)
    {
        int side = (int)(8 * diameter);
        CellScene scene = CellSceneSimulator.Simulate(new CellSceneOptions { Shape = new ImageShape(1, side, side), Diameter = diameter, Cells = 20 });

        Segmentation found = await new CellSegmenter().SegmentAsync(scene.Image);

        Assert.InRange(found.Parameters.ObjectDiameter, 0.75 * diameter, 1.3 * diameter);
        Assert.True(SegmentationScorer.Score(found.Labels, scene.Truth).F1 >= 0.85);
    }

    [Fact]
    public async Task One_channel_and_the_same_channel_three_times_give_the_same_labels()
    {
        CellScene scene = CellSceneSimulator.Simulate(new CellSceneOptions { Shape = new ImageShape(1, 128, 128), Cells = 12 });
        float[] pixels = scene.Image.Pixels.ToArray();
        MicroscopyImage thrice = MicroscopyImage.FromPixels((float[])[.. pixels, .. pixels, .. pixels], scene.Image.Shape, 3);
        var segmenter = new CellSegmenter();

        Segmentation one = await segmenter.SegmentAsync(scene.Image), three = await segmenter.SegmentAsync(thrice);

        Assert.NotEmpty(one.Objects);
        Assert.Equal(one.Parameters.ObjectDiameter, three.Parameters.ObjectDiameter);
        Assert.Equal(one.Labels.Labels.ToArray(), three.Labels.Labels.ToArray());
    }

    [Fact]
    public async Task Labels_do_not_depend_on_threads_and_tiles()
    {
        CellScene scene = CellSceneSimulator.Simulate(new CellSceneOptions { Shape = new ImageShape(1, 160, 192), Cells = 15 });
        var segmenter = new CellSegmenter();

        Segmentation one = await segmenter.SegmentAsync(scene.Image, new SegmentationOptions { MaxDegreeOfParallelism = 1, TileSize = 64 });
        Segmentation many = await segmenter.SegmentAsync(scene.Image, new SegmentationOptions { MaxDegreeOfParallelism = 4 });

        Assert.NotEmpty(one.Objects);
        Assert.Equal(one.Labels.Labels.ToArray(), many.Labels.Labels.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Noise_has_no_diameter_and_no_cells(int seed)
    {
        var random = new Philox((ulong)seed);
        float[] noise = [.. Enumerable.Range(0, 200 * 200).Select(_ => (float)(100 + 5 * random.NextNormal()))];

        Segmentation found = await new CellSegmenter().SegmentAsync(MicroscopyImage.FromPixels(noise, new ImageShape(1, 200, 200)));

        Assert.Empty(found.Objects);
        Assert.Equal(0, found.Labels.MaxLabel);
    }

    [Fact]
    public async Task Volumes_and_more_channels_than_inputs_are_refused()
    {
        var segmenter = new CellSegmenter();

        await Assert.ThrowsAsync<ModelMismatchException>(() => segmenter.SegmentAsync(MicroscopyImage.FromPixels(new float[20 * 40 * 40], new ImageShape(20, 40, 40))));
        ModelMismatchException e = await Assert.ThrowsAsync<ModelMismatchException>(
            () => segmenter.SegmentAsync(MicroscopyImage.FromPixels(new float[4 * 40 * 40], new ImageShape(1, 40, 40), 4)));
        Assert.Contains("1 to 3 channels", e.Message);
    }

    [Fact]
    public void The_model_is_small_and_says_what_it_takes()
    {
        PretrainedModel model = PretrainedModel.Planes;

        Assert.Equal((2, 3, 1), (model.Description.Rank, model.Description.Channels, model.Description.FewestChannels));
        Assert.True(model.Iterations > 0);
        using Stream weights = typeof(PretrainedModel).Assembly.GetManifestResourceStream("Cellulus.Pretrained.planes.safetensors")!;
        Assert.InRange(weights.Length, 1, 2 << 20);
    }
}
