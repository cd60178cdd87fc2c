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

    [Fact]
    public void An_image_of_objects_has_the_range_of_its_percentiles_to_the_bit()
    {
        float[] values = [.. NoiseImages.Draw("photons 20", 1).Select((v, i) => v + (i % 9 < 3 && i / NoiseImages.Shape.Width % 9 < 3 ? 40 : 0))];
        double[] bounds = RankSearch.Percentile(BlockScans.Values(new MemoryBlocks(values, NoiseImages.Shape), new ValueRange()), [1, 99.8], default);
        float[] expected = new float[values.Length];
        Normalization.Apply(values, bounds[0], bounds[1], expected);
        Assert.Equal(expected, Normalized(values));
    }

    [Theory]
    [InlineData("normal")]
    [InlineData("photons 20")]
    [InlineData("slope")]
    public void Noise_alone_is_not_stretched_to_the_full_range(string kind)
    {
        float[] values = NoiseImages.Draw(kind, 2);
        float median = RankSearch.Median(BlockScans.SecondDifferences(new MemoryBlocks(values, NoiseImages.Shape)), default)!.Value;
        IntensityRange range = RangeOf(values);
        Assert.True((range.High - range.Low) / SecondDifference.Deviation(median) >= 6.5 - 1e-9);
    }

    // One object covers less than the two thousandths that lie above the high percentile.
    [Theory]
    [InlineData(1, 0.9, 1.1)]
    [InlineData(-1, -0.1, 0.1)]
    public void One_object_in_noise_spans_the_range(int sign, double least, double most)
    {
        float[] values = NoiseImages.Draw("normal", 3);
        for (int i = 0; i < values.Length; i++)
            values[i] += sign * (Math.Pow(i / NoiseImages.Shape.Width - 100, 2) + Math.Pow(i % NoiseImages.Shape.Width - 90, 2) <= 25 ? 60 : 0);
        float[] normalized = Normalized(values);
        Assert.InRange(normalized[100 * NoiseImages.Shape.Width + 90], least - 0.06, most + 0.06);
        Assert.InRange(Math.Abs(normalized[5000] - normalized[5001]), 0, 0.2);
    }

    [Fact]
    public void Hot_pixels_do_not_hide_what_they_outshine()
    {
        float[] clean = [.. NoiseImages.Draw("photons 20", 1).Select((v, i) => v + (i % 64 < 20 && i / NoiseImages.Shape.Width % 60 < 20 ? 200 : 0))], hot = [.. clean];
        for (int i = 77; i < hot.Length; i += 150)
            hot[i] = 60000;
        IntensityRange before = RangeOf(clean), after = RangeOf(hot);
        Assert.InRange((after.High - after.Low) / (before.High - before.Low), 0.8, 1.2);
    }

    [Theory]
    [InlineData("normal", 0)]
    [InlineData("normal", 60)]
    [InlineData("photons 20", 8)]
    [InlineData("salt and pepper", 0)]
    public void Windows_find_the_range_of_the_whole(string kind, float contrast)
    {
        float[] values = NoiseImages.Draw(kind, 4);
        for (int i = 0; i < values.Length; i++)
            values[i] += Math.Pow(i / NoiseImages.Shape.Width - 100, 2) + Math.Pow(i % NoiseImages.Shape.Width - 90, 2) <= 30 ? contrast : 0;
        var source = new MemoryImageSource(MicroscopyImage.FromPixels(values, NoiseImages.Shape));
        IntensityRange whole = RangeOf(values);
        foreach (int side in (int[])[17, 64, 1000])
            Assert.Equal(
                [whole.Low, whole.High, whole.Least, whole.Greatest],
                new IntensitySurvey(source, new BoxGrid(source.Shape, new ImageShape(side, side)), StageExecution.Default).Run());
    }

    private static IntensityRange RangeOf(float[] values) => IntensityRange.Find(new MemoryBlocks(values, NoiseImages.Shape), 1, 99.8, default);

    private static float[] Normalized(float[] values) => Normalization.Normalize(MicroscopyImage.FromPixels(values, NoiseImages.Shape)).Pixels.ToArray();
}
