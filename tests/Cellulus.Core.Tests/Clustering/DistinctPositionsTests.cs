using Xunit;

namespace Cellulus.Core.Tests;

public class DistinctPositionsTests
{
    [Theory, InlineData(1), InlineData(20), InlineData(500)]
    public void Every_position_is_kept_once_in_its_order(int count)
    {
        var random = new Random(count);
        EmbeddedPosition[] positions = [.. Enumerable.Range(0, count).Select(_ => new EmbeddedPosition(random.Next(9), random.Next(9), random.Next(2)))];
        EmbeddedPosition[] expected = [.. positions.Distinct()];
        var distinct = new DistinctPositions();
        Assert.Equal(expected.Length, distinct.Compact(positions));
        Assert.Equal(expected, positions[..expected.Length]);
    }
}
