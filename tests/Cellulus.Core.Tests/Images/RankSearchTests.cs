using Xunit;

namespace Cellulus.Tests;

public sealed class RankSearchTests
{
    private static float[] Scattered() => [.. Enumerable.Range(0, 1000).Select(i => (float)(i * 7919 % 1009 / 7.0 - 50))];

    [Theory]
    [InlineData(0, -50.0)]
    [InlineData(1, -48.57285877227783)]
    [InlineData(37.5, 4.232142746448517)]
    [InlineData(50, 22.214285850524902)]
    [InlineData(99.8, 93.71457250976562)]
    [InlineData(100, 94.0)]
    public void Percentiles_are_those_of_numpy(double percentile, double expected) =>
        Assert.Equal(expected, RankSearch.Percentile(new Blocks(Scattered(), 700), [percentile], default)[0], 1e-12);

    [Fact]
    public void Percentiles_equal_those_of_sorted_values_for_any_magnitude()
    {
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, 5001).Select(_ => (float)(Math.Pow(10, random.Next(-30, 30)) * (random.NextDouble() - 0.5))), 0f, -0f];
        float[] sorted = [.. values.Order()];
        for (int rank = 0; rank < sorted.Length; rank += 97)
            Assert.Equal(sorted[rank], (float)RankSearch.Percentile(new Blocks(values, 700), [100.0 * rank / (sorted.Length - 1)], default)[0], sorted[rank] == 0 ? 0 : Math.Abs(sorted[rank]) * 1e-3f);
    }

    [Fact]
    public void Percentiles_are_those_of_the_whole()
    {
        var random = new Random(4);
        float[] values = [.. Enumerable.Range(0, 5000).Select(i => i % 3 == 0 ? random.Next(-20, 300) : (float)(random.NextDouble() - 0.2) * 1e-3f)];
        double[] wanted = [0, 1, 33.3, 50, 99.8, 100];
        Assert.Equal(RankSearch.Percentile(new Blocks(values, values.Length), wanted, default), RankSearch.Percentile(new Blocks(values, 700), wanted, default));
    }

    private sealed class Blocks(float[] values, int length) : IValueScan
    {
        public void Visit(ValueVisitor visitor, CancellationToken cancellationToken)
        {
            for (int i = 0; i < values.Length; i += length)
                visitor(values.AsSpan(i, Math.Min(length, values.Length - i)));
        }
    }
}
