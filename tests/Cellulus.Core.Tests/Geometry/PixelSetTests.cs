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
