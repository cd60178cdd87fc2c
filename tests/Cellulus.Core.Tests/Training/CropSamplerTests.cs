using Cellulus.Engine;
using Xunit;

namespace Cellulus.Core.Tests.Training;

public sealed class CropSamplerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void WithoutAugmentationACropIsAWindow(int depth)
    {
        var shape = new ImageShape(depth, 50, 60);
        float[] pixels = [.. Enumerable.Range(0, (int)shape.PixelCount).Select(i => (float)i)];
        var image = MicroscopyImage.FromPixels(pixels, shape);
        var target = new FeatureMap(new ImageShape(depth == 1 ? 1 : 8, 16, 16), 1);
        Draw(new CropSampler([image], target.Size, augment: false), new Philox(1), target);
        int first = (int)target.Values[0];
        for (int z = 0; z < target.Size.Depth; z++)
            for (int y = 0; y < 16; y++)
                for (int x = 0; x < 16; x++)
                    Assert.Equal(first + shape.IndexOf(z, y, x), target.Values[target.Size.IndexOf(z, y, x)]);
    }

    [Fact]
    public void AnImageSmallerThanACropIsMirrored()
    {
        var image = MicroscopyImage.FromPixels(new float[] { 1, 2, 3, 4, 5, 6, 7, 8, 9 }, new ImageShape(3, 3));
        var target = new FeatureMap(new ImageShape(16, 16), 1);
        Draw(new CropSampler([image], target.Size, augment: true), new Philox(1), target);
        foreach (float value in target.Values)
            Assert.InRange(value, 1, 9);
    }

    [Fact]
    public void EmptyCropsAreSkippedAndAnEmptySetIsNamed()
    {
        float[] pixels = new float[400 * 400];
        pixels[0] = 1;
        var empty = MicroscopyImage.FromPixels(pixels, new ImageShape(400, 400));
        var target = new FeatureMap(new ImageShape(16, 16), 1);
        Assert.Throws<TrainingException>(() => Draw(new CropSampler([empty], target.Size, augment: true), new Philox(1), target));

        MicroscopyImage blobs = TrainingScenes.Blobs(400, 400);
        var sampler = new CropSampler([empty, blobs], target.Size, augment: true);
        for (ulong stream = 0; stream < 30; stream++)
        {
            Draw(sampler, new Philox(1, stream), target);
            Assert.True(target.Values.ContainsAnyExcept(target.Values[0]));
        }
    }

    [Fact]
    public void ACropDependsOnItsStreamAlone()
    {
        MicroscopyImage image = TrainingScenes.Blobs(90, 90, channels: 2);
        FeatureMap one = new(new ImageShape(40, 40), 2), two = new(new ImageShape(40, 40), 2);
        var sampler = new CropSampler([image], one.Size, augment: true);
        Draw(sampler, new Philox(1, 5), one);
        Draw(sampler, new Philox(1, 6), two);
        Assert.False(one.Values.SequenceEqual(two.Values));
        Draw(sampler, new Philox(1, 5), two);
        Assert.Equal(one.Values, two.Values);
    }

    private static void Draw(CropSampler sampler, Philox random, FeatureMap target) => sampler.Sample(random, sampler.CreateBend(), target);
}
