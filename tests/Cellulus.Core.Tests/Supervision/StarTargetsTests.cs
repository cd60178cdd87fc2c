using Cellulus.Engine;
using Xunit;

namespace Cellulus.Tests;

public sealed class StarTargetsTests
{
    // However a crop of a disc is turned, scaled, bent and cut: opposite distances add up to about a chord, the probability falls with the
    // distance.
    [Fact]
    public void Targets_of_a_disc_are_those_of_a_disc_wherever_the_crop_lies()
    {
        var shape = new ImageShape(90, 90);
        var labels = new int[8100];
        for (int i = 0; i < labels.Length; i++)
            labels[i] = Math.Pow(i / 90 - 45, 2) + Math.Pow(i % 90 - 40, 2) <= 144 ? 1 : 0;
        var image = new LabelledImage(MicroscopyImage.FromPixels(new float[8100], shape), new PseudoLabels(labels, shape));
        ImageShape crop = new(1, 84, 84), output = new(1, 44, 44);
        RayDirections directions = RayDirections.Of(2, 16);
        var sampler = new ObjectCropSampler([image], crop, output, aboutObjects: 1, labelled: crop);
        var targets = new StarTargets(crop, output, directions);
        var depths = new CropDepths(crop);
        var pixels = new FeatureMap(crop, 1);
        var cut = new int[crop.PixelCount];
        var bend = new ElasticField(crop, 32);
        int objects = 0, background = 0, open = 0;
        for (ulong stream = 0; stream < 20; stream++)
        {
            var random = new Philox(3, stream);
            bend.Draw(random, 0.5);
            (LabelledImage source, CropPlacement placement) = sampler.Sample(random, pixels, cut, bend);
            depths.Begin(source, placement, bend);
            targets.Draw(new Philox(4, stream), cut, depths.Of);
            for (int t = 0; t < targets.Targets.Length; t++)
            {
                StarTarget target = targets.Targets[t];
                (int y, int x) = (target.Pixel / 44 + 20, target.Pixel % 44 + 20);
                Assert.Equal(cut[y * 84 + x] > 0, target.Probability > 0);
                if (target.Probability == 0)
                {
                    background++;
                    continue;
                }
                objects++;
                float[] distances = targets.Distances.Slice(t * 16, 16).ToArray();
                open += distances.Count(float.IsNaN);
                if (distances.Any(float.IsNaN))
                    continue;
                // The radius is 12 px of the image, a crop's pixel 0.8 to 1.25 of it.
                Assert.All(Enumerable.Range(0, 8), r => Assert.InRange(distances[r] + distances[r + 8], 1, 2 * 12 / 0.8 + 5));
                Assert.InRange(distances.Min(), 0.4, 12 * target.Probability / 0.8 + 3);
            }
        }
        Assert.True(objects > 200 && background > 200, $"{objects} pixels of the object, {background} of the background");
        Assert.True(open < objects);
    }
}
