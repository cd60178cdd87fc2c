using Xunit;

namespace Cellulus.Core.Tests;

public class GaussianFilterTests
{
    [Fact]
    public void An_impulse_near_the_border_is_mirrored()
    {
        // scipy.ndimage.gaussian_filter1d([1, 0, 0, 0, 0], 1)
        double[] expected = [0.640914915, 0.295962573, 0.058422989, 0.00456569224, 0.000133830625];
        double[] actual = GaussianFilter.Smooth<double>([1, 0, 0, 0, 0], new ImageShape(1, 5), 1, StageExecution.Default);
        Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, 1e-8));
        Assert.Equal(actual, GaussianFilter.Smooth<double>([1, 0, 0, 0, 0], new ImageShape(5, 1), 1, StageExecution.Default));
        Assert.Equal(actual, GaussianFilter.Smooth<double>([1, 0, 0, 0, 0], new ImageShape(5, 1, 1), 1, StageExecution.Default));
    }

    [Fact]
    public void Threads_and_axis_order_do_not_matter()
    {
        var shape = new ImageShape(7, 20, 33);
        var random = new Random(1);
        double[] values = [.. Enumerable.Range(0, 7 * 20 * 33).Select(_ => random.NextDouble())];
        double[] smooth = GaussianFilter.Smooth<double>(values, shape, 2, StageExecution.Default);
        foreach (int threads in new[] { 1, 2, 3, 7 })
            Assert.Equal(smooth, GaussianFilter.Smooth<double>(values, shape, 2, StageExecution.Default with { MaxDegreeOfParallelism = threads }));
        (double[] turned, ImageShape turnedShape) = RandomGrid.Turn(values, shape);
        Assert.All(RandomGrid.Turn(smooth, shape).Values.Zip(GaussianFilter.Smooth<double>(turned, turnedShape, 2, StageExecution.Default)), p => Assert.Equal(p.First, p.Second, 1e-12));
    }
}
