using Xunit;

namespace Cellulus.Core.Tests;

public class ConnectedComponentsTests
{
    [Theory, InlineData(1, 20, 30, false), InlineData(1, 20, 30, true), InlineData(6, 9, 10, false), InlineData(6, 9, 10, true)]
    public void Components_equal_those_of_a_flood_fill(int depth, int height, int width, bool diagonal)
    {
        var shape = new ImageShape(depth, height, width);
        for (int seed = 0; seed < 5; seed++)
        {
            int[] values = Values(shape, seed);
            var components = new int[values.Length];
            int count = ConnectedComponents.Label(values, shape, diagonal, components);
            Assert.Equal(Naive(values, shape, diagonal), components);
            Assert.Equal(components.Max(), count);
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Permuted_axes_give_the_same_components(bool diagonal)
    {
        var shape = new ImageShape(6, 11, 14);
        int[] values = Values(shape, 8), components = new int[values.Length], other = new int[values.Length];
        int count = ConnectedComponents.Label(values, shape, diagonal, components);
        (int[] turned, ImageShape turnedShape) = RandomGrid.Turn(values, shape);
        Assert.Equal(count, ConnectedComponents.Label(turned, turnedShape, diagonal, other));
        Assert.Equal(count, RandomGrid.Turn(components, shape).Values.Zip(other).Where(p => p.First != 0).Distinct().Count());
    }

    [Fact]
    public void A_ring_loses_its_hole_and_a_gap_keeps_it_open()
    {
        bool[] ring = [.. "0000001110010100111000000".Select(c => c == '1')], open = [.. ring];
        open[13] = false;
        var shape = new ImageShape(5, 5);
        HoleFilling.Fill(ring, shape);
        Assert.Equal(9, ring.Count(m => m));
        HoleFilling.Fill(open, shape);
        Assert.Equal(7, open.Count(m => m));
    }

    [Fact]
    public void A_hollow_cube_is_filled_in_a_volume()
    {
        var shape = new ImageShape(5, 5, 5);
        bool Shell(int z, int y, int x) => Math.Max(Math.Abs(z - 2), Math.Max(Math.Abs(y - 2), Math.Abs(x - 2))) == 1;
        bool[] mask = [.. Enumerable.Range(0, 125).Select(i => Shell(i / 25, i / 5 % 5, i % 5))];
        HoleFilling.Fill(mask, shape);
        Assert.Equal(27, mask.Count(m => m));
    }

    [Theory, InlineData(9), InlineData(int.MaxValue)]
    public void Labels_are_numbered_without_gaps_in_order(int large)
    {
        int[] labels = [0, large, 4, 0, 2, 4];
        Assert.Equal([2, 4, large], LabelNumbering.CloseGaps(labels));
        Assert.Equal([0, 3, 2, 0, 1, 2], labels);
    }

    private static int[] Values(ImageShape shape, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, (int)shape.PixelCount).Select(_ => Math.Max(0, random.Next(-1, 3)))];
    }

    private static int[] Naive(int[] values, ImageShape s, bool diagonal)
    {
        var result = new int[values.Length];
        int count = 0;
        for (int first = 0; first < values.Length; first++)
        {
            if (values[first] == 0 || result[first] != 0)
                continue;
            var open = new Queue<int>([first]);
            result[first] = ++count;
            while (open.TryDequeue(out int i))
                for (int k = 0; k < 27; k++)
                {
                    int dz = k / 9 - 1, dy = k / 3 % 3 - 1, dx = k % 3 - 1, z = i / (s.Width * s.Height) + dz, y = i / s.Width % s.Height + dy, x = i % s.Width + dx;
                    if ((!diagonal && Math.Abs(dz) + Math.Abs(dy) + Math.Abs(dx) > 1) || z < 0 || y < 0 || x < 0 || z >= s.Depth || y >= s.Height || x >= s.Width)
                        continue;
                    int j = s.IndexOf(z, y, x);
                    if (values[j] != values[i] || result[j] != 0)
                        continue;
                    result[j] = count;
                    open.Enqueue(j);
                }
        }
        return result;
    }
}
