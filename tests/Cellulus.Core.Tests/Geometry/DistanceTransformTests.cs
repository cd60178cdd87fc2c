using Xunit;

namespace Cellulus.Core.Tests;

public class DistanceTransformTests
{
    [Theory, InlineData(1, 13, 17, 0.02), InlineData(1, 40, 70, 0.005), InlineData(7, 9, 11, 0.01), InlineData(1, 140, 12, 0.003), InlineData(1, 1, 30, 0.1), InlineData(5, 1, 1, 0.3), InlineData(1, 37, 1, 0.05)]
    public void Distances_equal_those_of_a_search_through_all_pixels(int depth, int height, int width, double density)
    {
        var shape = new ImageShape(depth, height, width);
        for (int seed = 0; seed < 5; seed++)
        {
            bool[] mask = RandomGrid.Mask(shape, 1 - density, seed);
            foreach (int threads in new[] { 1, 2, 3, 7 })
                Assert.Equal(Naive(mask, shape), DistanceTransform.SquaredToFalse(mask, shape, StageExecution.Default with { MaxDegreeOfParallelism = threads }));
        }
    }

    [Fact]
    public void Permuted_axes_give_permuted_distances()
    {
        var shape = new ImageShape(9, 21, 34);
        bool[] mask = RandomGrid.Mask(shape, 0.98, 3);
        (bool[] turned, ImageShape turnedShape) = RandomGrid.Turn(mask, shape);
        int[] squared = DistanceTransform.SquaredToFalse(mask, shape, StageExecution.Default);
        Assert.Equal(RandomGrid.Turn(squared, shape).Values, DistanceTransform.SquaredToFalse(turned, turnedShape, StageExecution.Default));
    }

    [Fact]
    public void Without_a_false_pixel_every_distance_is_infinite()
    {
        Assert.All(DistanceTransform.SquaredToFalse([true, true, true, true], new ImageShape(2, 2), StageExecution.Default), d => Assert.Equal(DistanceTransform.Infinite, d));
    }

    private static int[] Naive(bool[] mask, ImageShape s)
    {
        (int Z, int Y, int X) At(int i) => (i / (s.Width * s.Height), i / s.Width % s.Height, i % s.Width);
        int[] zeros = [.. Enumerable.Range(0, mask.Length).Where(i => !mask[i])];
        return [.. Enumerable.Range(0, mask.Length).Select(i =>
        {
            (int Z, int Y, int X) a = At(i);
            return zeros.Select(At).Select(b => (a.Z - b.Z) * (a.Z - b.Z) + (a.Y - b.Y) * (a.Y - b.Y) + (a.X - b.X) * (a.X - b.X)).Append(DistanceTransform.Infinite).Min();
        })];
    }
}
