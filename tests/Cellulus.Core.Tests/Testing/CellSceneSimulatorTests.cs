using Cellulus.Testing;
using Xunit;

namespace Cellulus.Tests;

public class CellSceneSimulatorTests
{
    [Fact]
    public void The_same_options_give_the_same_scene_and_another_seed_another()
    {
        CellScene first = CellSceneSimulator.Simulate(), second = CellSceneSimulator.Simulate(), other = CellSceneSimulator.Simulate(new CellSceneOptions { Seed = 1 });

        Assert.Equal(first.Image.Pixels.ToArray(), second.Image.Pixels.ToArray());
        Assert.Equal(first.Truth.Labels.ToArray(), second.Truth.Labels.ToArray());
        Assert.NotEqual(first.Truth.Labels.ToArray(), other.Truth.Labels.ToArray());
    }

    [Theory]
    [InlineData(1, 160, 200, 16)]
    [InlineData(32, 80, 90, 14)]
    public void Cells_have_the_size_asked_for(int depth, int height, int width, double diameter)
    {
        CellScene scene = CellSceneSimulator.Simulate(new CellSceneOptions { Shape = new(depth, height, width), Diameter = diameter, Cells = 25 });

        Assert.Equal(25, scene.Truth.MaxLabel);
        Assert.InRange(scene.MedianDiameter, 0.88 * diameter, 1.12 * diameter);
    }

    [Fact]
    public void About_as_many_cells_touch_as_asked_for()
    {
        Assert.InRange(TouchingCells(CellSceneSimulator.Simulate(new CellSceneOptions { TouchingShare = 0.9 })), 25, 40);
        Assert.InRange(TouchingCells(CellSceneSimulator.Simulate(new CellSceneOptions { TouchingShare = 0, Cells = 15 })), 0, 5);
    }

    [Fact]
    public void Cells_are_brighter_than_the_background_and_pixels_fit_the_bit_depth()
    {
        CellScene scene = CellSceneSimulator.Simulate();
        float[] pixels = scene.Image.Pixels.ToArray();
        int[] labels = scene.Truth.Labels.ToArray();
        double background = pixels.Where((_, i) => labels[i] == 0).Average(), cells = pixels.Where((_, i) => labels[i] != 0).Average();

        Assert.True(cells > 2 * background, $"{cells} against {background}");
        Assert.All(pixels, p => Assert.True(p is >= 0 and <= 255 && p == MathF.Round(p)));
    }

    [Fact]
    public void Shot_noise_has_the_variance_of_the_photons()
    {
        float[] pixels = CellSceneSimulator.Simulate(new CellSceneOptions
        {
            Cells = 0, BackgroundPhotons = 16, ReadNoise = 0, UnevenIllumination = 0, Offset = 100, BitDepth = 16,
        }).Image.Pixels.ToArray();

        Assert.InRange(pixels.Average(), 115.9, 116.1);
        Assert.InRange(pixels.Average(p => (p - 116) * (p - 116)), 15.6, 16.4);
    }

    [Fact]
    public void A_membrane_scene_shows_the_nucleus_inside_and_the_membrane_at_the_rim()
    {
        CellScene scene = CellSceneSimulator.Simulate(new CellSceneOptions { Membrane = true, DimShare = 0, Cells = 12, TouchingShare = 0 });
        double nucleusAtCentre = 0, membraneAtCentre = 0, nucleusMean = 0, membraneMean = 0;
        int count = 0;
        foreach ((int label, (double x, double y, double _, int _)) in TruthMeasures.Centroids(scene.Truth))
        {
            nucleusAtCentre += scene.Image[0, 0, (int)y, (int)x];
            membraneAtCentre += scene.Image[1, 0, (int)y, (int)x];
            (double nucleus, double membrane) = Means(scene, label);
            (nucleusMean, membraneMean, count) = (nucleusMean + nucleus, membraneMean + membrane, count + 1);
        }

        Assert.Equal(2, scene.Image.Channels);
        Assert.True(nucleusAtCentre > 1.2 * nucleusMean);
        Assert.True(membraneAtCentre < 0.8 * membraneMean);
    }

    [Fact]
    public void Options_out_of_range_are_named()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CellSceneSimulator.Simulate(new CellSceneOptions { Diameter = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => CellSceneSimulator.Simulate(new CellSceneOptions { BitDepth = 12 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => CellSceneSimulator.Simulate(new CellSceneOptions { Blur = double.NaN }));
    }

    private static (double, double) Means(CellScene scene, int label)
    {
        int[] pixels = [.. Enumerable.Range(0, scene.Truth.Labels.Length).Where(i => scene.Truth.Labels[i] == label)];
        return (pixels.Average(i => scene.Image.GetChannel(0)[i]), pixels.Average(i => scene.Image.GetChannel(1)[i]));
    }

    /// <summary>Cells with a pixel two or fewer steps away from another cell.</summary>
    private static int TouchingCells(CellScene scene)
    {
        var touching = new HashSet<int>();
        LabelImage truth = scene.Truth;
        for (int y = 0; y < truth.Shape.Height - 2; y++)
            for (int x = 0; x < truth.Shape.Width - 2; x++)
                foreach ((int dy, int dx) in new[] { (0, 1), (0, 2), (1, 0), (2, 0), (1, 1) })
                    if (truth[0, y, x] is > 0 and var a && truth[0, y + dy, x + dx] is > 0 and var b && a != b)
                        touching.UnionWith([a, b]);
        return touching.Count;
    }
}
