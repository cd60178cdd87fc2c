using Cellulus.Testing;
using Xunit;

namespace Cellulus.Tests;

public class DiameterEstimatorTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(40)]
    public void The_diameter_of_simulated_nuclei_is_found(double diameter)
    {
        CellScene[] scenes = Scenes(diameter, 3);
        double truth = scenes.Average(s => s.MedianDiameter);

        Assert.InRange(DiameterEstimator.Estimate([.. scenes.Select(s => s.Image)]), 0.85 * truth, 1.15 * truth);
    }

    [Fact]
    public void The_diameter_of_simulated_nuclei_in_a_volume_is_found()
    {
        CellScene scene = CellSceneSimulator.Simulate(new CellSceneOptions { Shape = new(40, 96, 96), Diameter = 14, Cells = 40 });

        Assert.True(DiameterEstimator.TryEstimate(scene.Image, out double diameter));
        Assert.InRange(diameter, 0.85 * scene.MedianDiameter, 1.15 * scene.MedianDiameter);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3.5)]
    public void Long_cells_are_measured_as_a_whole_and_not_by_their_width(double elongation)
    {
        const double Diameter = 18;
        double half = Diameter / 2 * Math.Sqrt(elongation), halfWidth = Diameter / 2 / Math.Sqrt(elongation);
        var shape = new ImageShape(300, 300);
        var random = new Random(7);
        float[] pixels = [.. Enumerable.Range(0, 300 * 300).Select(_ => 10 + 4 * random.NextSingle())];
        for (int cell = 0; cell < 36; cell++)
        {
            (double sin, double cos) = Math.SinCos(Math.PI * random.NextDouble());
            for (int dy = -24; dy <= 24; dy++)
                for (int dx = -24; dx <= 24; dx++)
                    if (Math.Pow((dx * cos + dy * sin) / half, 2) + Math.Pow((dy * cos - dx * sin) / halfWidth, 2) <= 1)
                        pixels[shape.IndexOf(0, 25 + 50 * (cell / 6) + dy, 25 + 50 * (cell % 6) + dx)] += 60;
        }
        Assert.InRange(DiameterEstimator.Estimate([MicroscopyImage.FromPixels(pixels, shape)]), 0.85 * Diameter, 1.15 * Diameter);
    }

    [Fact]
    public void A_few_clumps_far_brighter_than_all_cells_do_not_decide()
    {
        const double Diameter = 12, OfClump = 40;
        const int Side = 360, Step = 24;
        var shape = new ImageShape(Side, Side);
        var random = new Random(7);
        float[] pixels = [.. Enumerable.Range(0, Side * Side).Select(_ => 10 + 4 * random.NextSingle())];
        for (int cell = 0; cell < 15 * 15; cell++)
        {
            int y = 12 + Step * (cell / 15), x = 12 + Step * (cell % 15);
            bool isClump = cell is 32 or 37 or 42 or 107 or 112 or 117 or 182 or 187 or 192;
            Draw(y, x, isClump ? OfClump : Diameter, isClump ? 200 : 25);
        }
        Assert.InRange(DiameterEstimator.Estimate([MicroscopyImage.FromPixels(pixels, shape)]), 0.8 * Diameter, 1.2 * Diameter);

        void Draw(int y, int x, double diameter, float value)
        {
            for (int dy = -20; dy <= 20; dy++)
                for (int dx = -20; dx <= 20; dx++)
                    if (dx * dx + dy * dy <= diameter * diameter / 4)
                        pixels[shape.IndexOf(0, y + dy, x + dx)] += value;
        }
    }

    [Fact]
    public void Three_nuclei_outweigh_the_dark_nucleoli_in_them()
    {
        const double Diameter = 60, OfNucleolus = 12;
        const int Side = 300;
        var shape = new ImageShape(Side, Side);
        var random = new Random(7);
        float[] pixels = [.. Enumerable.Range(0, Side * Side).Select(_ => 10 + 4 * random.NextSingle())];
        foreach ((int y, int x) in new[] { (80, 80), (110, 210), (220, 120) })
            for (int i = 0; i < pixels.Length; i++)
            {
                int dy = i / Side - y, dx = i % Side - x;
                bool isNucleolus = Within(dy - 12, dx, OfNucleolus) || Within(dy + 8, dx - 12, OfNucleolus) || Within(dy + 8, dx + 12, OfNucleolus);
                if (Within(dy, dx, Diameter))
                    pixels[i] += isNucleolus ? 10 : 60;
            }
        Assert.InRange(DiameterEstimator.Estimate([MicroscopyImage.FromPixels(pixels, shape)]), 0.85 * Diameter, 1.15 * Diameter);

        static bool Within(int dy, int dx, double diameter) => dy * dy + dx * dx <= diameter * diameter / 4;
    }

    [Fact]
    public void The_spots_of_three_large_nuclei_are_not_taken_for_objects()
    {
        const double Diameter = 64;
        const int Side = 256;
        var shape = new ImageShape(Side, Side);
        var random = new Random(7);
        float[] texture = GaussianFilter.Smooth<float>([.. Enumerable.Range(0, Side * Side).Select(_ => random.NextSingle() - 0.5f)], shape, 2, StageExecution.Default);
        var pixels = new float[Side * Side];
        for (int i = 0; i < pixels.Length; i++)
        {
            bool isNucleus = new[] { (60, 190), (120, 80), (200, 180) }.Any(c => Math.Pow(i / Side - c.Item1, 2) + Math.Pow(i % Side - c.Item2, 2) <= Diameter * Diameter / 4);
            pixels[i] = 20 + 8 * random.NextSingle() + (isNucleus ? Math.Max(8, 20 + 600 * texture[i]) : 0);
        }
        Assert.InRange(DiameterEstimator.Estimate([MicroscopyImage.FromPixels(pixels, shape)]), 0.85 * Diameter, 1.15 * Diameter);
    }

    [Fact]
    public void Dark_objects_on_bright_ground_have_the_diameter_of_bright_ones_on_dark_ground()
    {
        MicroscopyImage image = Scenes(20, 1)[0].Image;
        MicroscopyImage inverted = MicroscopyImage.FromPixels([.. image.Pixels.ToArray().Select(p => 255 - p)], image.Shape);

        Assert.True(DiameterEstimator.TryEstimate(image, out double bright));
        Assert.True(DiameterEstimator.TryEstimate(inverted, out double dark));
        Assert.InRange(dark, 0.85 * bright, 1.15 * bright);
    }

    [Fact]
    public void Gain_and_offset_of_the_camera_do_not_matter()
    {
        MicroscopyImage image = Scenes(20, 1)[0].Image;
        MicroscopyImage rescaled = MicroscopyImage.FromPixels([.. image.Pixels.ToArray().Select(p => 1000 + 37 * p)], image.Shape);

        Assert.True(DiameterEstimator.TryEstimate(image, out double expected));
        Assert.True(DiameterEstimator.TryEstimate(rescaled, out double actual));
        Assert.Equal(expected, actual, 0.01 * expected);
    }

    [Fact]
    public void The_channel_with_the_clearest_objects_decides()
    {
        CellScene scene = CellSceneSimulator.Simulate(new CellSceneOptions { Membrane = true, Diameter = 24, DiameterSpread = 0.05 });
        MicroscopyImage nuclei = MicroscopyImage.FromPixels(scene.Image.GetChannel(0), scene.Image.Shape);

        Assert.True(DiameterEstimator.TryEstimate(nuclei, out double expected));
        Assert.True(DiameterEstimator.TryEstimate(scene.Image, out double actual));
        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData(1, 1100, 1100)]
    [InlineData(1, 400, 3000)]
    public void Large_images_are_judged_by_their_middle(int depth, int height, int width)
    {
        CellScene scene = CellSceneSimulator.Simulate(new CellSceneOptions { Shape = new(depth, height, width), Cells = 600 });

        Assert.True(DiameterEstimator.TryEstimate(scene.Image, out double diameter));
        Assert.InRange(diameter, 0.85 * scene.MedianDiameter, 1.15 * scene.MedianDiameter);
        Assert.False(DiameterEstimator.TryEstimate(MicroscopyImage.FromPixels(new float[3 * 500_000], new ImageShape(500_000, 3)), out _));
        Assert.False(DiameterEstimator.TryEstimate(MicroscopyImage.FromPixels(new float[150 * 30_000], new ImageShape(150, 1, 30_000)), out _));
    }

    [Fact]
    public void The_estimate_does_not_depend_on_threads()
    {
        MicroscopyImage[] images = [.. Scenes(16, 3).Select(s => s.Image)];

        Assert.Equal(
            DiameterEstimator.Estimate(images, new StageExecution { MaxDegreeOfParallelism = 1 }),
            DiameterEstimator.Estimate(images, new StageExecution { MaxDegreeOfParallelism = 4 }));
    }

    [Fact]
    public void Images_without_objects_are_refused_with_advice()
    {
        MicroscopyImage flat = MicroscopyImage.FromPixels(new float[64 * 64], new ImageShape(64, 64));
        MicroscopyImage tiny = MicroscopyImage.FromPixels([1f, 2f], new ImageShape(1, 2));

        Assert.False(DiameterEstimator.TryEstimate(flat, out double diameter));
        Assert.Equal(0, diameter);
        Assert.Contains("give the object diameter", Assert.Throws<InvalidImageException>(() => DiameterEstimator.Estimate([flat, flat])).Message);
        Assert.Throws<ArgumentException>(() => DiameterEstimator.Estimate([]));
        DiameterEstimator.TryEstimate(tiny, out _);
    }

    [Fact]
    public void Cancellation_is_honoured() => Assert.ThrowsAny<OperationCanceledException>(() => DiameterEstimator.Estimate(
        [Scenes(16, 1)[0].Image], new StageExecution { CancellationToken = new CancellationToken(canceled: true) }));

    private static CellScene[] Scenes(double diameter, int count) => [.. Enumerable.Range(0, count).Select(seed => CellSceneSimulator.Simulate(new CellSceneOptions
    {
        Diameter = diameter,
        Cells = (int)(0.3 * 320 * 320 / (diameter * diameter)),
        Shape = new ImageShape(320, 320),
        Seed = (ulong)seed,
    }))];
}
