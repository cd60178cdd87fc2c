using Xunit;

namespace Cellulus.Core.Tests;

public class ObjectLayoutTests
{
    private const int Radius = 10, Side = 60;
    private const double Diameter = 2 * Radius;

    /// <summary>Two discs whose offsets point to their centres, off by so much of a diameter to one side in half of the pixels, to the
    /// other in the rest.</summary>
    private static (LabelImage Labels, EmbeddingField Field) Scene(double roughness)
    {
        var shape = new ImageShape(Side, Side);
        var labels = new int[Side * Side];
        var offsets = new float[2 * labels.Length];
        for (int y = 0, i = 0; y < Side; y++)
            for (int x = 0; x < Side; x++, i++)
                foreach ((int label, int cx) in new[] { (1, 15), (2, 43) })
                    if ((x - cx) * (x - cx) + (y - 30) * (y - 30) <= Radius * Radius)
                    {
                        labels[i] = label;
                        float off = (float)(roughness * Diameter * ((x + y) % 2 == 0 ? 1 : -1));
                        (offsets[i], offsets[labels.Length + i]) = (cx - x + off, 30 - y + off);
                    }
        return (LabelImage.Adopt(labels, shape), new EmbeddingField(offsets, new float[labels.Length], shape, Diameter) { HasBorders = true });
    }

    [Theory, InlineData(0), InlineData(0.04), InlineData(0.1)]
    public void The_spread_is_the_deviation_along_an_axis(double roughness)
    {
        (LabelImage labels, EmbeddingField field) = Scene(roughness);
        double[] spreads = ObjectLayout.Of(labels, field, default).Spreads;
        Assert.Equal(2, spreads.Length);
        Assert.All(spreads, spread => Assert.Equal(roughness, spread, 1e-3));
    }

    [Fact]
    public void Objects_that_do_not_look_whole_have_no_say()
    {
        (LabelImage labels, EmbeddingField field) = Scene(0.05);
        // A crescent: the disc without the disc beside it.
        int[] cut = [.. labels.Labels.ToArray().Select((label, i) => label == 2 && Math.Pow(i % Side - 37, 2) + Math.Pow(i / Side - 30, 2) <= 100 ? 0 : label)];
        ObjectLayout layout = ObjectLayout.Of(LabelImage.Adopt(cut, labels.Shape), field, default);
        Assert.Single(layout.Spreads);
        Assert.Equal(2, layout.Distances.Length);
    }

    [Fact]
    public void Distances_are_those_of_the_embeddings()
    {
        (LabelImage labels, EmbeddingField field) = Scene(0);
        Assert.Equal([28 / Diameter, 28 / Diameter], ObjectLayout.Of(labels, field, default).Distances);
        int[] one = [.. labels.Labels.ToArray().Select(label => label == 2 ? 0 : label)];
        Assert.Empty(ObjectLayout.Of(LabelImage.Adopt(one, labels.Shape), field, default).Distances);
    }
}
