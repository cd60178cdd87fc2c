using Xunit;

namespace Cellulus.Core.Tests.Randomness;

public sealed class DeterministicMathTests
{
    [Fact]
    public void TheExponentialIsAccurate()
    {
        for (double x = -50; x < 50; x += 0.0371)
            Assert.True(Math.Abs(DeterministicMath.Exp(x) / Math.Exp(x) - 1) < 4e-15, $"exp({x})");
        Assert.Equal(1, DeterministicMath.Exp(0));
        Assert.Equal(0, DeterministicMath.Exp(-1000));
        Assert.Equal(double.PositiveInfinity, DeterministicMath.Exp(1000));
        Assert.True(double.IsNaN(DeterministicMath.Exp(double.NaN)));
    }

    [Theory]
    [InlineData(0.9, 0)]
    [InlineData(0.9, 1)]
    [InlineData(0.999, 1700)]
    public void PowersAreAccurate(double x, int n) => Assert.Equal(Math.Pow(x, n), DeterministicMath.Power(x, n), 1e-13);
}
