using Cellulus.Tests;
using Xunit;

namespace Cellulus.Core.Tests.Execution;

public sealed class SideBySideTests
{
    [Theory]
    [InlineData(18, 1 << 18, 2, 2)]
    [InlineData(18, 1 << 18, 64, 16)] // four megapixels at once
    [InlineData(3, 1 << 18, 64, 3)]
    [InlineData(18, 1 << 24, 64, 1)]
    [InlineData(1, 100, 8, 1)]
    public void Small_images_fill_the_threads_and_large_ones_come_one_by_one(int images, long pixels, int threads, int expected) =>
        Assert.Equal(expected, SideBySide.CountOf(images, pixels, threads));

    [Fact]
    public void Results_come_in_the_order_of_the_images_and_threads_left_over_help_within()
    {
        int[] within = new int[8];
        string[] results = SideBySide.Each([7, 3, 5], 100, new StageExecution { MaxDegreeOfParallelism = 8 }, (image, inner) =>
        {
            within[image] = inner.MaxDegreeOfParallelism;
            Thread.Sleep(image);
            return $"image {image}";
        });
        Assert.Equal(["image 7", "image 3", "image 5"], results);
        Assert.Equal([0, 0, 0, 3, 0, 3, 0, 3], within);
    }

    [Fact]
    public void Progress_is_told_for_the_set_and_not_for_each_image()
    {
        var told = new List<double>();
        SideBySide.Each([0, 1, 2, 3], 100, new StageExecution { MaxDegreeOfParallelism = 1, Progress = new Sink<double>(told.Add) }, (_, inner) => inner.Progress);
        Assert.Equal([0.25, 0.5, 0.75, 1], told);
    }

    [Fact]
    public void A_cancelled_set_ends_before_the_next_image()
    {
        using var stop = new CancellationTokenSource();
        int begun = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => SideBySide.Each(
            [0, 1, 2, 3], 100, new StageExecution { MaxDegreeOfParallelism = 1, CancellationToken = stop.Token }, (_, _) =>
            {
                stop.Cancel();
                return ++begun;
            }));
        Assert.Equal(1, begun);
    }
}
