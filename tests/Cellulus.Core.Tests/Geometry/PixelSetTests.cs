using Xunit;

namespace Cellulus.Core.Tests;

public class PixelSetTests
{
    [Theory, InlineData(1, 30, 17), InlineData(1, 20, 64), InlineData(1, 25, 150), InlineData(6, 9, 70)]
    public void A_fill_takes_the_component_of_its_seeds(int depth, int height, int width)
    {
        var shape = new ImageShape(depth, height, width);
        for (int seed = 0; seed < 8; seed++)
        {
            bool[] mask = Mask(shape, seed, 0.65);
            int[] values = [.. mask.Select(m => m ? 1 : 0)], components = new int[values.Length];
            ConnectedComponents.Label(values, shape, diagonal: false, components);
            int start = Array.LastIndexOf(components, components.GroupBy(c => c).Where(g => g.Key != 0).MaxBy(g => g.Count())!.Key);
            PixelSet filled = Set(shape, i => i == start);
            FloodFill.Fill(Set(shape, i => mask[i]), filled);
            Assert.Equal(Indices(shape, i => components[i] == components[start]), Indices(filled));
            Assert.Equal(components.Count(c => c == components[start]), filled.Count());
        }
    }

    [Fact]
    public void A_complement_ends_with_the_row()
    {
        var shape = new ImageShape(2, 3, 70);
        PixelSet complement = new();
        complement.SetToComplementOf(Set(shape, i => i % 3 == 0));
        Assert.Equal(Indices(shape, i => i % 3 != 0), Indices(complement));
    }

    [Theory, InlineData(1, 30, 17), InlineData(1, 12, 130), InlineData(5, 9, 70)]
    public void The_gradient_of_a_border_is_the_mean_over_its_pairs(int depth, int height, int width)
    {
        var shape = new ImageShape(depth, height, width);
        bool[] cut = Mask(shape, 1, 0.5), counted = Mask(shape, 2, 0.8);
        var random = new Random(3);
        float[] gradient = [.. cut.Select(_ => random.NextSingle())];
        var pairs = new List<double>();
        for (int i = 0; i < cut.Length; i++)
        {
            int x = i % width, y = i / width % height, z = i / width / height;
            foreach ((bool isThere, int step) in ((bool, int)[])[(x + 1 < width, 1), (y + 1 < height, width), (z + 1 < depth, width * height)])
                if (isThere && cut[i] != cut[i + step] && counted[i] && counted[i + step])
                    pairs.Add(0.5 * (gradient[i] + gradient[i + step]));
        }
        Assert.Equal(pairs.Average(), BorderGradient.Mean(Set(shape, i => cut[i]), Set(shape, i => counted[i]), gradient), 12);
    }

    [Fact]
    public void Pixels_of_a_value_are_those_at_least_as_bright()
    {
        var shape = new ImageShape(2, 3, 70);
        var random = new Random(4);
        float[] values = [.. Enumerable.Range(0, 2 * 3 * 70 + 8).Select(_ => random.Next(5))];
        PixelSet bright = new();
        bright.SetToAtLeast(values, 3, shape);
        Assert.Equal(Indices(shape, i => values[i] >= 3), Indices(bright));
    }

    private static bool[] Mask(ImageShape shape, int seed, double share)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, (int)shape.PixelCount).Select(_ => random.NextDouble() < share)];
    }

    private static PixelSet Set(ImageShape shape, Predicate<int> isIn)
    {
        PixelSet set = new();
        set.Clear(shape);
        foreach (int i in Indices(shape, isIn))
            set.Add(i / shape.Width, i % shape.Width);
        return set;
    }

    private static int[] Indices(ImageShape shape, Predicate<int> isIn) => [.. Enumerable.Range(0, (int)shape.PixelCount).Where(i => isIn(i))];

    private static int[] Indices(PixelSet set) =>
        [.. Enumerable.Range(0, set.Rows).SelectMany(row => set.PixelsOf(row).Select(x => row * set.Shape.Width + x))];
}
