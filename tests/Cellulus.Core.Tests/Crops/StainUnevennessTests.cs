using Xunit;

namespace Cellulus.Tests;

public class StainUnevennessTests
{
    private const int Side = 90, Diameter = 24;
    private static readonly ImageShape s_shape = new(Side, Side);

    [Fact]
    public void An_even_stain_has_none_whatever_the_noise() => Assert.InRange(Measure((_, _) => 1, noise: 0.1), 0, 0.05);

    [Fact]
    public void It_is_the_deviation_over_the_mean()
    {
        // Half at 1.4, half at 0.6: a deviation of 0.4 over a mean of 1.
        Assert.Equal(0.4, Measure((y, x) => x / 3 % 2 == 0 ? 1.4 : 0.6, noise: 0.02), 0.05);
        Assert.Equal(0.4, Measure((y, x) => x / 3 % 2 == 0 ? -1.4 : -0.6, noise: 0.02), 0.05);
    }

    [Fact]
    public void Nothing_is_said_of_objects_too_small_to_have_an_inside() =>
        Assert.Equal(0, StainUnevenness.Measure([Scene((_, _) => 1, 0.1, radius: 3)], Diameter));

    private static double Measure(Func<int, int, double> stain, double noise) => StainUnevenness.Measure([Scene(stain, noise, radius: 12)], Diameter);

    private static LabelledImage Scene(Func<int, int, double> stain, double noise, int radius)
    {
        var random = new Philox(3);
        float[] pixels = new float[Side * Side];
        int[] labels = new int[pixels.Length];
        for (int y = 0; y < Side; y++)
            for (int x = 0; x < Side; x++)
            {
                int cell = y / 30 * 3 + x / 30 + 1, dy = y % 30 - 15, dx = x % 30 - 15;
                bool isIn = dy * dy + dx * dx <= radius * radius;
                labels[y * Side + x] = isIn ? cell : 0;
                pixels[y * Side + x] = (float)(0.3 + (isIn ? stain(y, x) : 0) + noise * random.NextNormal());
            }
        return new LabelledImage(MicroscopyImage.FromPixels(pixels, s_shape), new PseudoLabels(labels, s_shape));
    }
}
