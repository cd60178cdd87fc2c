using Xunit;

namespace Cellulus.Core.Tests;

public class EmbeddingFieldTests
{
    [Fact]
    public void The_default_bandwidth_is_half_the_diameter_and_less_where_borders_were_learned()
    {
        var field = new EmbeddingField(new float[8], new float[4], new ImageShape(2, 2), objectDiameter: 20);
        var learned = new EmbeddingField(new float[8], new float[4], new ImageShape(2, 2), objectDiameter: 20) { HasBorders = true };
        Assert.Equal((10.0, 20 * (1 / 3.0)), (field.DefaultBandwidth, learned.DefaultBandwidth));
    }

    [Theory, InlineData(0), InlineData(-0.1), InlineData(1.1), InlineData(double.NaN)]
    public void A_bandwidth_lies_above_0_and_is_a_diameter_at_most(double bandwidth) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new EmbeddingField(new float[8], new float[4], new ImageShape(2, 2), objectDiameter: 20) { RelativeBandwidth = bandwidth });

    [Theory, InlineData(false, 2), InlineData(true, 3)]
    public void Mean_shift_takes_it(bool hasBorders, int expected)
    {
        // Three groups of points, 9 px and 30 px apart.
        const int Width = 90;
        var shape = new ImageShape(1, Width);
        float[] offsets = new float[2 * Width];
        for (int x = 0; x < Width; x++)
            offsets[x] = (x < 30 ? 20 : x < 60 ? 29 : 59) - x;
        var field = new EmbeddingField(offsets, new float[Width], shape, objectDiameter: 20) { HasBorders = hasBorders };
        var all = new ForegroundMask([.. Enumerable.Repeat(true, Width)], shape);
        Assert.Equal(expected, new MeanShiftClusterer().Cluster(field, all, StageExecution.Default).MaxLabel);
    }
}
