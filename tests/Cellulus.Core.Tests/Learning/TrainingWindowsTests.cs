using Xunit;

namespace Cellulus.Tests;

public sealed class TrainingWindowsTests
{
    private static readonly ImageShape s_plane = new(1000, 1400);

    [Fact]
    public void Few_pixels_are_looked_at_whole()
    {
        ImageShape[] images = [s_plane, new(30, 2000)];
        IReadOnlyList<TrainingWindow> windows = TrainingWindows.Of(images, images, images.Sum(i => i.PixelCount));
        Assert.Equal([new(0, GridBox.Of(images[0]), images[0]), new(1, GridBox.Of(images[1]), images[1])], windows);
    }

    [Theory]
    [InlineData(3, 1.0, 2_000_000, 3)] // windows as large as there is room for
    [InlineData(500, 1.0, 2_000_000, 7)] // windows of 512 x 512, of some images
    [InlineData(500, 3.0, 2_000_000, 7)]
    [InlineData(500, 0.25, 2_000_000, 22)] // images below that stay whole
    [InlineData(500, 1.0, 10_000, 1)]
    public void Of_more_windows_are_taken_that_hold_the_pixels_asked_for(int images, double scale, long mostPixels, int expected)
    {
        ImageShape[] given = [.. Enumerable.Repeat(s_plane, images)], rescaled = [.. given.Select(s => Rescaling.GetShape(s, scale))];
        IReadOnlyList<TrainingWindow> windows = TrainingWindows.Of(given, rescaled, mostPixels);
        Assert.Equal(expected, windows.Count);
        Assert.Equal(windows.Select(w => w.Image).Distinct().Order(), windows.Select(w => w.Image));
        Assert.All(windows, w => Assert.Equal(w.Box, w.Box.Intersect(GridBox.Of(s_plane))));
        double looked = windows.Sum(w => w.Box.Shape.PixelCount) * scale * scale;
        double available = expected * (double)rescaled[0].PixelCount;
        Assert.InRange(looked, 0.98 * Math.Min(available, mostPixels), 1.02 * mostPixels);
    }

    [Fact]
    public void A_short_axis_leaves_its_pixels_to_the_longer_ones()
    {
        ImageShape[] volumes = [.. Enumerable.Repeat(new ImageShape(20, 700, 900), 4)];
        Assert.All(TrainingWindows.Of(volumes, volumes, 4L * 20 * 300 * 300), w => Assert.Equal(new ImageShape(20, 300, 300), w.Box.Shape));
    }

    [Fact]
    public void Slices_far_apart_are_counted_on_the_networks_grid()
    {
        var given = new ImageShape(50, 400, 400);
        var rescaled = new ImageShape(200, 400, 400);
        TrainingWindow window = TrainingWindows.Of([given], [rescaled], 100 * 100 * 100)[0];
        Assert.Equal(new ImageShape(25, 100, 100), window.Box.Shape);
        Assert.Equal(new ImageShape(100, 100, 100), window.Rescaled);
    }

    [Fact]
    public void Windows_lie_all_over_the_images()
    {
        ImageShape[] images = [.. Enumerable.Repeat(s_plane, 60)];
        TrainingWindow[] windows = [.. TrainingWindows.Of(images, images, 60L * 512 * 512)];
        Assert.Equal(60, windows.Length);
        var covered = new bool[4, 4];
        foreach (GridBox box in windows.Select(w => w.Box))
            covered[(box.Y0 + box.Y1) / 2 * 4 / s_plane.Height, (box.X0 + box.X1) / 2 * 4 / s_plane.Width] = true;
        // Centres cannot lie in the outermost quarter of the rows.
        Assert.Equal(8, covered.Cast<bool>().Count(c => c));
        Assert.InRange(windows.Average(w => w.Box.Y0), 0.4 * 488, 0.6 * 488);
        Assert.InRange(windows.Average(w => w.Box.X0), 0.4 * 888, 0.6 * 888);
    }
}
