using Xunit;

namespace Cellulus.Core.Tests;

public class OrderStatisticsTests
{
    [Theory, InlineData(1), InlineData(1000), InlineData(100_000)]
    public void A_percentile_is_the_value_at_its_rank(int count)
    {
        var random = new Random(count);
        float[] values = [.. Enumerable.Range(0, count).Select(_ => MathF.Round(random.NextSingle() * 9000) / 3 - 1000)], sorted = [.. values.Order()];
        foreach (double share in (double[])[0, 0.1, 0.5, 0.75, 1])
            Assert.Equal(sorted[(int)(share * (count - 1))], OrderStatistics.Percentile([.. values], share));
    }
}
