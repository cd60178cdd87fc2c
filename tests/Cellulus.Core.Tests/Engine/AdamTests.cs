using Cellulus.Engine;
using Xunit;

namespace Cellulus.Tests;

public sealed class AdamTests
{
    [Fact]
    public void A_parameter_moves_by_its_share_of_the_learning_rate()
    {
        float[] gradient = [.. Enumerable.Range(0, 37).Select(i => MathF.Sin(i + 1))], rates = [.. Enumerable.Range(0, 37).Select(i => i % 4 / 4f)];
        float[] all = new float[37], shares = new float[37];
        Adam one = new(37), other = new(37);
        for (int step = 0; step < 3; step++)
        {
            one.Step(all, gradient, learningRate: 0.1, weightDecay: 0);
            other.Step(shares, gradient, learningRate: 0.1, weightDecay: 0, rates);
        }
        Assert.All(all, moved => Assert.NotEqual(0, moved));
        Assert.All(Enumerable.Range(0, 37), i => Assert.Equal(rates[i] * all[i], shares[i], 1e-6f));
        Assert.Throws<ArgumentOutOfRangeException>(() => other.Step(shares, gradient, 0.1, 0, rates.AsSpan(1)));
    }
}
