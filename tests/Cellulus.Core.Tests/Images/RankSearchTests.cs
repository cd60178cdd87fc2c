using Xunit;

namespace Cellulus.Tests;

public sealed class RankSearchTests
{
    [Fact]
    public void Percentiles_are_those_of_the_whole()
    {
        var random = new Random(4);
        float[] values = [.. Enumerable.Range(0, 5000).Select(i => i % 3 == 0 ? random.Next(-20, 300) : (float)(random.NextDouble() - 0.2) * 1e-3f)];
        double[] wanted = [0, 1, 33.3, 50, 99.8, 100];
        Assert.Equal([0], RankSearch.Percentile(new Blocks(values), wanted, default));
    }

    private sealed class Blocks(float[] values) : IValueScan
    {
        public void Visit(ValueVisitor visitor, CancellationToken cancellationToken)
        {
            for (int i = 0; i < values.Length; i += 700)
                visitor(values.AsSpan(i, Math.Min(700, values.Length - i)));
        }
    }
}
