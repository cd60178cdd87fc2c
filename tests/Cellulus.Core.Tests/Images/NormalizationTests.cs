using Xunit;

namespace Cellulus.Tests;

public class NormalizationTests
{
    private static float[] Scattered() => [.. Enumerable.Range(0, 1000).Select(i => (float)(i * 7919 % 1009 / 7.0 - 50))];

    [Fact]
    public void The_first_percentile_becomes_0_and_the_99_8th_1_and_what_is_beyond_stays_linear()
    {
        float[] values = Scattered();
        MicroscopyImage normalized = Normalization.Normalize(MicroscopyImage.FromPixels(values, new ImageShape(20, 50)));
        const double low = -48.57285877227783, high = 93.71457250976562;
        for (int i = 0; i < values.Length; i++)
            Assert.Equal((values[i] - low) / (high - low), normalized.Pixels[i], 1e-6);
        Assert.True(normalized.Pixels.ToArray().Min() < 0);
        Assert.True(normalized.Pixels.ToArray().Max() > 1);
    }

    [Fact]
    public void Channels_are_normalised_one_by_one()
    {
        float[] values = Scattered();
        var shape = new ImageShape(20, 50);
        float[] alone = Normalization.Normalize(MicroscopyImage.FromPixels(values, shape)).Pixels.ToArray();
        MicroscopyImage both = Normalization.Normalize(MicroscopyImage.FromPixels([.. values.Select(v => v * 2), .. values], shape, 2));
        Assert.Equal(alone, both.GetChannel(1).ToArray());
        for (int i = 0; i < alone.Length; i++)
            Assert.Equal(alone[i], both.GetChannel(0)[i], 1e-6);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-3.5f)]
    [InlineData(65535f)]
    public void A_constant_image_becomes_0(float value)
    {
        float[] pixels = new float[64];
        Array.Fill(pixels, value);
        Assert.All(Normalization.Normalize(MicroscopyImage.FromPixels(pixels, new ImageShape(8, 8))).Pixels.ToArray(), v => Assert.Equal(0f, v));
    }

    [Fact]
    public void A_few_bright_pixels_on_an_even_ground_are_not_lost()
    {
        float[] pixels = new float[10000];
        pixels[5050] = 300;
        float[] normalized = Normalization.Normalize(MicroscopyImage.FromPixels(pixels, new ImageShape(100, 100))).Pixels.ToArray();
        Assert.Equal(1f, normalized[5050]);
        Assert.Equal(9999, normalized.Count(v => v == 0));
    }

    [Theory]
    [InlineData(-1, 99)]
    [InlineData(50, 50)]
    [InlineData(1, 101)]
    [InlineData(double.NaN, 99)]
    public void Impossible_percentiles_are_refused(double low, double high) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Normalization.Normalize(MicroscopyImage.FromPixels(Scattered(), new ImageShape(20, 50)), low, high));
}
