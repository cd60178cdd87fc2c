using Xunit;

namespace Cellulus.Tests;

public sealed class BorderDepthTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Depth_is_the_distance_to_another_label_over_the_greatest_of_the_object(int depth)
    {
        var shape = new ImageShape(depth, 25, 31);
        int[] labels = SupervisionScenes.Labels(shape, seed: 11);
        float[] actual = BorderDepth.Of(new PseudoLabels(labels, shape));
        double[] distances = [.. labels.Select((label, i) => label <= 0 ? 0 : DistanceToOther(labels, shape, i))];
        for (int i = 0; i < labels.Length; i++)
        {
            double most = labels.Select((label, j) => label == labels[i] ? distances[j] : 0).Max();
            Assert.Equal(labels[i] <= 0 ? 0 : distances[i] / most, actual[i], 1e-6);
        }
    }

    [Fact]
    public void An_object_without_any_border_is_deep_everywhere() =>
        Assert.All(BorderDepth.Of(new PseudoLabels([1, 1, 1, 1], new ImageShape(2, 2))), d => Assert.Equal(1, d));

    private static double DistanceToOther(int[] labels, ImageShape shape, int at)
    {
        (int Z, int Y, int X) Place(int i) => (i / (shape.Height * shape.Width), i / shape.Width % shape.Height, i % shape.Width);
        (int z, int y, int x) = Place(at);
        double least = double.PositiveInfinity;
        for (int i = 0; i < labels.Length; i++)
            if (labels[i] != labels[at])
            {
                (int oz, int oy, int ox) = Place(i);
                least = Math.Min(least, Math.Sqrt((oz - z) * (oz - z) + (oy - y) * (oy - y) + (ox - x) * (ox - x)));
            }
        return least;
    }
}
