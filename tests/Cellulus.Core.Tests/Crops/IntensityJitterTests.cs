using Cellulus.Engine;
using Xunit;

namespace Cellulus.Tests;

public class IntensityJitterTests
{
    private const int Side = 96;
    private static readonly ImageShape s_shape = new(Side, Side);

    [Fact]
    public void The_level_and_noise_of_the_background_are_those_of_its_pixels()
    {
        (FeatureMap crop, int[] labels) = Scene(new Philox(1));
        var levels = new BackgroundLevel[1];
        BackgroundLevel.Measure(crop, labels, s_shape, levels);
        Assert.Equal(0.2, levels[0].Mean, 0.01);
        Assert.Equal(0.05, levels[0].Deviation, 0.01);
        BackgroundLevel.Measure(crop, [.. labels.Select(_ => 1)], s_shape, levels);
        Assert.Equal(default, levels[0]);
    }

    [Fact]
    public void Objects_that_vanish_are_left_open_and_nothing_else()
    {
        int forgotten = 0, kept = 0;
        for (uint seed = 0; seed < 60; seed++)
        {
            (FeatureMap crop, int[] labels) = Scene(new Philox(1));
            int[] before = [.. labels];
            new IntensityJitter(s_shape, 1, unevenness: 1).Apply(new Philox(100 + seed), crop, labels, s_shape);
            foreach (int label in before.Distinct())
            {
                int[] after = [.. labels.Where((_, i) => before[i] == label).Distinct()];
                Assert.Single(after);
                if (label == 0)
                    Assert.Equal(0, after[0]);
                else if (after[0] == PseudoLabels.Unknown)
                    forgotten++;
                else
                    kept += after[0] == label ? 1 : throw new InvalidOperationException("An object has become another.");
            }
        }
        Assert.InRange(forgotten, 10, kept / 2);
    }

    [Fact]
    public void An_even_stain_leaves_labels_as_they_are()
    {
        (FeatureMap crop, int[] labels) = Scene(new Philox(1));
        int[] before = [.. labels];
        for (uint seed = 0; seed < 20; seed++)
            new IntensityJitter(s_shape, 1, unevenness: 0).Apply(new Philox(seed), crop, labels, s_shape);
        Assert.Equal(before, labels);
    }

    // Small discs of 1 in a background of 0.2 with noise of 0.05.
    private static (FeatureMap Crop, int[] Labels) Scene(Philox random)
    {
        var crop = new FeatureMap(s_shape, 1);
        var labels = new int[Side * Side];
        for (int y = 0; y < Side; y++)
            for (int x = 0; x < Side; x++)
            {
                int cell = y / 16 * 6 + x / 16 + 1;
                bool isIn = (y % 16 - 8) * (y % 16 - 8) + (x % 16 - 8) * (x % 16 - 8) <= 25;
                labels[y * Side + x] = isIn ? cell : 0;
                crop.Row(0, y)[x] = (float)((isIn ? 1 : 0.2) + 0.05 * random.NextNormal());
            }
        return (crop, labels);
    }
}
