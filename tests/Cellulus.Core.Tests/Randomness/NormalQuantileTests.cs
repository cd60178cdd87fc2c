using MathNet.Numerics.Distributions;
using Xunit;

namespace Cellulus.Tests;

public class NormalQuantileTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.3)]
    [InlineData(0.074999)]
    [InlineData(0.925001)]
    [InlineData(0.999)]
    [InlineData(1e-6)]
    [InlineData(1e-12)]
    [InlineData(1.1102230246251565e-16)]
    public void Of_inverts_the_distribution_function(double p)
    {
        double x = NormalQuantile.Of(p);

        Assert.Equal(1, Normal.CDF(0, 1, x) / p, 1e-9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.70710678)]
    [InlineData(0.7071069)]
    [InlineData(1.4142)]
    [InlineData(1e-300)]
    [InlineData(123456.789)]
    public void Log_agrees_with_the_runtime(double value) =>
        Assert.Equal(Math.Log(value), NormalQuantile.Log(value), Math.Abs(Math.Log(value)) * 1e-15 + 1e-16);
}
