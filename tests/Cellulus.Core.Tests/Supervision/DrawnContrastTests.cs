using Xunit;

namespace Cellulus.Tests;

public sealed class DrawnContrastTests
{
    private const int Diameter = 12;
    private static readonly ImageShape s_shape = new(80, 160);

    [Fact]
    public void Shares_are_of_what_the_median_find_has()
    {
        // Eight discs: 100 above the ground, but the fifth with 40 and the seventh with 8. Drawn are the fifth, the seventh and an eighth
        // that was not found.
        (float[] intensity, int[] labels) = Discs(100, 100, 100, 100, 40, 100, 8, 60);
        LabelImage found = LabelImage.FromLabels(Array.ConvertAll(labels, l => l == 8 ? 0 : l), s_shape);
        var drawn = new PseudoLabels(Array.ConvertAll(labels, l => l switch { 5 => 1, 7 => 2, 8 => 3, 0 => PseudoLabels.Unknown, _ => 0 }), s_shape);
        Assert.Equal([0.4, 0.08, 0.6], DrawnContrast.SharesOf(intensity, found, drawn, new RingContrast(Diameter), StageExecution.Default), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Where_hardly_anything_is_found_nothing_is_told()
    {
        (float[] intensity, int[] labels) = Discs(100, 100, 100, 100, 40, 100, 8, 60);
        var drawn = new PseudoLabels(Array.ConvertAll(labels, l => l == 5 ? 1 : 0), s_shape);
        IEnumerable<double> Shares(int most) => DrawnContrast.SharesOf(
            intensity, LabelImage.FromLabels(Array.ConvertAll(labels, l => l <= most ? l : 0), s_shape), drawn, new RingContrast(Diameter), StageExecution.Default);
        Assert.Empty(Shares(4));
        Assert.Single(Shares(5));
        // All that is found is as bright as the ground: no share of nothing.
        Assert.Empty(DrawnContrast.SharesOf(new float[intensity.Length], LabelImage.FromLabels(labels, s_shape), drawn, new RingContrast(Diameter), StageExecution.Default));
    }

    [Fact]
    public void Half_of_the_faintest_in_ten_is_expected_if_enough_are_drawn()
    {
        Assert.Equal(0, DrawnContrast.LeastOf([0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1]));
        Assert.InRange(DrawnContrast.LeastOf([0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2]), 0.25, 0.27);
        // One smudge that somebody drew among a hundred does not count; one dim cell among a dozen counts in part, two do.
        Assert.Equal(0.4, DrawnContrast.LeastOf([0.01, .. Enumerable.Repeat(0.8, 99)]), 1e-9);
        Assert.InRange(DrawnContrast.LeastOf([0.1, .. Enumerable.Repeat(0.8, 11)]), 0.2, 0.3);
        Assert.Equal(0.05, DrawnContrast.LeastOf([0.1, 0.1, .. Enumerable.Repeat(0.8, 10)]), 1e-9);
        Assert.Equal(1, DrawnContrast.LeastOf([.. Enumerable.Repeat(3.0, 10)]));
    }

    private static (float[] Intensity, int[] Labels) Discs(params float[] contrasts)
    {
        var labels = new int[s_shape.PixelCount];
        var intensity = new float[labels.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            (int y, int x) = (i / s_shape.Width, i % s_shape.Width);
            int disc = 4 * (y / 40) + x / 40;
            labels[i] = Math.Pow(y % 40 - 20, 2) + Math.Pow(x % 40 - 20, 2) <= Diameter * Diameter / 4.0 ? disc + 1 : 0;
            intensity[i] = 5 + (labels[i] > 0 ? contrasts[disc] : 0);
        }
        return (intensity, labels);
    }
}
