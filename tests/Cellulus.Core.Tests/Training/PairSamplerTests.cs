using Xunit;

namespace Cellulus.Core.Tests.Training;

public sealed class PairSamplerTests
{
    [Fact]
    public void CountsAreThoseOfTheReference()
    {
        var paper = new PairSampler(new ImageShape(236, 236), density: 0.1, radius: 10);
        Assert.Equal(31, paper.ReferencesPerAnchor);
        Assert.Equal((int)(0.1 * 216 * 216), paper.Anchors);
        var golden = new PairSampler(new ImageShape(44, 44), density: 0.1, radius: 5);
        Assert.Equal((115, 7), (golden.Anchors, golden.ReferencesPerAnchor));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(28)]
    public void PairsStayInsideAndWithinTheRadius(int depth)
    {
        var shape = new ImageShape(depth, 40, 32);
        var sampler = new PairSampler(shape, density: 0.1, radius: 6);
        int[] anchors = new int[sampler.Pairs], references = new int[sampler.Pairs];
        sampler.Sample(new Philox(3), anchors, references);
        for (int i = 0; i < anchors.Length; i++)
        {
            (int az, int ay, int ax) = Position(shape, anchors[i]);
            (int rz, int ry, int rx) = Position(shape, references[i]);
            int square = (az - rz) * (az - rz) + (ay - ry) * (ay - ry) + (ax - rx) * (ax - rx);
            Assert.InRange(square, 1, 35);
            Assert.InRange(ay, 6, 33);
            Assert.InRange(ax, 6, 25);
        }
        Assert.True(anchors.Distinct().Count() > sampler.Anchors / 2);
    }

    private static (int, int, int) Position(ImageShape shape, int index) =>
        (index / (shape.Height * shape.Width), index / shape.Width % shape.Height, index % shape.Width);
}
