using Xunit;

namespace Cellulus.Tests;

public class RescalingTests
{
    private static MicroscopyImage Row(params float[] values) => MicroscopyImage.FromPixels(values, new ImageShape(1, values.Length));

    private static MicroscopyImage Scene(ImageShape shape, int channels = 1, PixelSize? pixelSize = null)
    {
        var random = new Random(3);
        float[] pixels = new float[shape.PixelCount * channels];
        foreach (ref float pixel in pixels.AsSpan())
            pixel = random.NextSingle() * 100;
        return MicroscopyImage.FromPixels(pixels, shape, channels, pixelSize);
    }

    private static void AssertClose(double[] expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-4);
    }

    [Fact]
    public void Shrinking_averages_the_covered_area() => AssertClose(
        [1, 9.571428571428571, 28.428571428571423],
        Rescaling.Rescale(Row(0, 1, 4, 9, 16, 25, 36), new ImageShape(1, 3)).Pixels);

    [Fact]
    public void Shrinking_a_plane_averages_along_both_axes() => AssertClose(
        [6, 9.1, 8.3, 9, 11.9, 4.1],
        Rescaling.Rescale(
            MicroscopyImage.FromPixels([.. Enumerable.Range(0, 30).Select(i => (float)(i * i % 17))], new ImageShape(5, 6)), new ImageShape(2, 3)).Pixels);

    [Fact]
    public void Enlarging_interpolates_linearly_between_aligned_pixel_centres() => AssertClose(
        [0, 0.55, 1.75, 3.85, 7.25, 11.45, 16.45, 22.75, 29.95, 36], // scipy.ndimage.zoom, order 1, grid mode
        Rescaling.Rescale(Row(0, 1, 4, 9, 16, 25, 36), new ImageShape(1, 10)).Pixels);

    [Theory]
    [InlineData(0.37)]
    [InlineData(0.5)]
    [InlineData(0.93)]
    [InlineData(1.0)]
    [InlineData(1.31)]
    [InlineData(4.0)]
    public void A_constant_stays_constant(double factor)
    {
        float[] pixels = new float[2 * 9 * 31 * 17];
        Array.Fill(pixels, 123.25f);
        MicroscopyImage rescaled = Rescaling.Rescale(MicroscopyImage.FromPixels(pixels, new ImageShape(9, 31, 17), 2), factor);
        Assert.All(rescaled.Pixels.ToArray(), v => Assert.Equal(123.25f, v, 1e-4f));
    }

    [Fact]
    public void A_factor_of_1_gives_the_image_itself()
    {
        MicroscopyImage image = Scene(new ImageShape(12, 13));
        Assert.Same(image, Rescaling.Rescale(image, 1));
    }

    [Fact]
    public void Shrinking_keeps_the_mean()
    {
        MicroscopyImage image = Scene(new ImageShape(8, 30, 42), 2);
        MicroscopyImage rescaled = Rescaling.Rescale(image, new ImageShape(3, 11, 13));
        for (int channel = 0; channel < 2; channel++)
            Assert.Equal(image.GetChannel(channel).ToArray().Average(v => (double)v), rescaled.GetChannel(channel).ToArray().Average(v => (double)v), 1e-3);
    }

    [Fact]
    public void Enlarging_by_a_whole_number_and_shrinking_again_keeps_a_ramp()
    {
        float[] ramp = [.. Enumerable.Range(0, 40).Select(i => (float)i)];
        float[] back = Rescaling.Rescale(Rescaling.Rescale(Row(ramp), new ImageShape(1, 120)), new ImageShape(1, 40)).Pixels.ToArray();
        for (int i = 1; i < 39; i++)
            Assert.Equal(ramp[i], back[i], 1e-4f);
    }

    [Fact]
    public void Axes_are_treated_alike()
    {
        MicroscopyImage image = Scene(new ImageShape(5, 9, 14));
        float[] permuted = new float[image.Pixels.Length];
        for (int z = 0; z < 5; z++)
            for (int y = 0; y < 9; y++)
                for (int x = 0; x < 14; x++)
                    permuted[(x * 5 + z) * 9 + y] = image[0, z, y, x];
        MicroscopyImage one = Rescaling.Rescale(image, new ImageShape(8, 4, 7));
        MicroscopyImage two = Rescaling.Rescale(MicroscopyImage.FromPixels(permuted, new ImageShape(14, 5, 9)), new ImageShape(7, 8, 4));
        for (int z = 0; z < 8; z++)
            for (int y = 0; y < 4; y++)
                for (int x = 0; x < 7; x++)
                    Assert.Equal(one[0, z, y, x], two[0, x, z, y], 1e-3f);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Threads_do_not_change_a_bit(int threads)
    {
        MicroscopyImage image = Scene(new ImageShape(7, 33, 29), 2);
        float[] expected = Rescaling.Rescale(image, 0.61, new StageExecution { MaxDegreeOfParallelism = 1 }).Pixels.ToArray();
        Assert.Equal(expected, Rescaling.Rescale(image, 0.61, new StageExecution { MaxDegreeOfParallelism = threads }).Pixels.ToArray());
    }

    [Fact]
    public void Voxels_become_cubes_when_the_slice_spacing_is_known()
    {
        MicroscopyImage rescaled = Rescaling.Rescale(Scene(new ImageShape(10, 40, 60), 1, new PixelSize(0.5, 0.5, 2)), 0.5);
        Assert.Equal(new ImageShape(20, 20, 30), rescaled.Shape);
        Assert.Equal(new PixelSize(1, 1, 1), rescaled.PixelSize);
    }

    [Fact]
    public void All_axes_share_the_factor_when_the_slice_spacing_is_unknown() =>
        Assert.Equal(new ImageShape(5, 20, 30), Rescaling.GetShape(new ImageShape(10, 40, 60), 0.5, new PixelSize(0.5, 0.5)));

    [Fact]
    public void A_plane_stays_a_plane() =>
        Assert.Equal(new ImageShape(1, 80, 120), Rescaling.GetShape(new ImageShape(40, 60), 2, new PixelSize(1, 1, 5)));

    [Fact]
    public void An_absurd_slice_spacing_is_named()
    {
        var error = Assert.Throws<InvalidImageException>(() => Rescaling.GetShape(new ImageShape(10, 40, 60), 1, new PixelSize(0.1, 0.1, 1000)));
        Assert.Contains("1000 um", error.Message);
    }

    [Fact]
    public void A_result_that_cannot_be_held_is_refused_before_memory_is_taken()
    {
        var error = Assert.Throws<InvalidImageException>(() => Rescaling.GetShape(new ImageShape(20000, 20000), 50));
        Assert.Contains("object diameter", error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Impossible_factors_are_refused(double factor) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Rescaling.GetShape(new ImageShape(9, 9), factor));
}
