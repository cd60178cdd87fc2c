using Cellulus.Testing;
using Xunit;

namespace Cellulus.Tests;

public class TruthEmbeddingModelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    public void Every_object_pixel_points_to_the_centre_of_its_object(int depth)
    {
        CellScene scene = CellSceneSimulator.Simulate(new CellSceneOptions { Shape = new(depth, 50, 60), Diameter = 12, Cells = 8 });
        EmbeddingField field = new TruthEmbeddingModel(scene.Truth).Embed(scene.Image, new EmbeddingOptions(), StageExecution.Default);
        var centres = TruthMeasures.Centroids(scene.Truth);

        Assert.Equal(scene.Truth.Shape, field.Shape);
        Assert.Equal(depth == 1 ? 2 : 3, field.Components);
        for (int z = 0, i = 0; z < depth; z++)
            for (int y = 0; y < 50; y++)
                for (int x = 0; x < 60; x++, i++)
                    if (scene.Truth.Labels[i] is > 0 and var label)
                    {
                        Assert.Equal(centres[label].X, x + field.GetOffsets(0)[i], 1e-4);
                        Assert.Equal(centres[label].Y, y + field.GetOffsets(1)[i], 1e-4);
                        if (depth > 1)
                            Assert.Equal(centres[label].Z, z + field.GetOffsets(2)[i], 1e-4);
                        Assert.True(field.Uncertainty[i] < 1);
                    }
                    else
                    {
                        Assert.True(field.Uncertainty[i] > 1);
                    }
    }

    [Fact]
    public void The_field_does_not_depend_on_threads_but_on_the_seed()
    {
        CellScene scene = CellSceneSimulator.Simulate(new CellSceneOptions { Shape = new(64, 64), Cells = 5 });
        var model = new TruthEmbeddingModel(scene.Truth, offsetNoise: 1);
        float[] Offsets(ulong seed, int threads) => model.Embed(
            scene.Image, new EmbeddingOptions { Seed = seed }, new StageExecution { MaxDegreeOfParallelism = threads }).GetOffsets(0).ToArray();

        Assert.Equal(Offsets(1, 1), Offsets(1, 4));
        Assert.NotEqual(Offsets(1, 1), Offsets(2, 1));
    }

    [Fact]
    public void A_rescaled_image_gets_a_rescaled_field()
    {
        int[] labels = new int[20 * 20];
        for (int y = 4; y < 8; y++)
            labels.AsSpan(y * 20 + 4, 4).Fill(1);
        var model = new TruthEmbeddingModel(LabelImage.FromLabels(labels, new ImageShape(20, 20)));
        EmbeddingField field = model.Embed(MicroscopyImage.FromPixels(new float[1600], new ImageShape(40, 40)), new EmbeddingOptions(), StageExecution.Default);

        // The centre of the square, 5.5 in the truth, is 11.5 at twice the size.
        Assert.Equal(11.5, 9 + field.GetOffsets(0)[8 * 40 + 9], 1e-4);
        Assert.Equal(2 * model.Description.ObjectDiameter, field.ObjectDiameter, 1e-6);
    }

    [Fact]
    public void Models_refuse_images_they_are_not_for()
    {
        var model = new TruthEmbeddingModel(LabelImage.Empty(new ImageShape(8, 8)), channels: 2);
        MicroscopyImage one = MicroscopyImage.FromPixels(new float[64], new ImageShape(8, 8));
        Assert.Throws<ModelMismatchException>(() => model.Embed(one, new EmbeddingOptions(), StageExecution.Default));

        var fake = new FakeEmbeddingModel(model.Description with { Channels = 1, Rank = 3 }, (_, _) => throw new InvalidOperationException());
        Assert.Throws<ModelMismatchException>(() => fake.Embed(one, new EmbeddingOptions(), StageExecution.Default));
        Assert.Equal(0, fake.Calls);
    }
}
