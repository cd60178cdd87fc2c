using Xunit;

namespace Cellulus.OpenCv.Tests.Refinement;

/// <summary>Refiners on OpenCV against the managed ones: the same labels, pixel by pixel.</summary>
public sealed class OpenCvRefinerTests
{
    [OpenCvTheory]
    [InlineData(3, 6)]
    [InlineData(0, 0)]
    [InlineData(0, 2.5)]
    [InlineData(4.2, 1)]
    [InlineData(1000, 1000)]
    public void HalosGoAlike(double grow, double shrink)
    {
        var options = new HaloOptions { Grow = grow, Shrink = shrink };
        AssertSame(new HaloRefiner(options), new OpenCvHaloRefiner(options));
        Assert.Equal(options, new OpenCvHaloRefiner(options).Options);
    }

    [OpenCvFact]
    public void NucleiAreCutAlike() => AssertSame(new NucleusRefiner(), new OpenCvNucleusRefiner());

    [OpenCvTheory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(100_000)]
    public void FragmentsGoAlike(int? minSize)
    {
        var options = new SizeFilterOptions { MinSize = minSize };
        AssertSame(new SizeFilter(options), new OpenCvSizeFilter(options));
    }

    private static void AssertSame(ISegmentationRefiner managed, ISegmentationRefiner openCv)
    {
        foreach (RefinementInput input in Inputs())
        {
            LabelImage expected = managed.Refine(input, StageExecution.Default), actual = openCv.Refine(input, StageExecution.Default);
            Assert.Equal(expected.Shape, actual.Shape);
            for (int i = 0; i < expected.Labels.Length; i++)
                Assert.True(expected.Labels[i] == actual.Labels[i], $"{openCv.GetType().Name}, {input.Labels.Shape}, pixel {i}: {expected.Labels[i]} expected, {actual.Labels[i]} found.");
            using var stop = new CancellationTokenSource();
            stop.Cancel();
            Assert.ThrowsAny<OperationCanceledException>(() => openCv.Refine(input, new StageExecution { CancellationToken = stop.Token }));
        }
    }

    private static IEnumerable<RefinementInput> Inputs()
    {
        for (ulong seed = 0; seed < 3; seed++)
        {
            (MicroscopyImage image, LabelImage labels) = Scenes.Cells(seed);
            yield return new RefinementInput(image, labels, 24);
            // The network's pixels are larger than the image's.
            var shape = new ImageShape(110, 140);
            var field = new EmbeddingField(new float[2 * shape.PixelCount], new float[shape.PixelCount], shape, 24);
            yield return new RefinementInput(image, labels, 24, field);
        }
        foreach ((ImageShape shape, double background) in new[] { (new ImageShape(40, 61), 0.6), (new ImageShape(33, 20), 0.05), (new ImageShape(4, 12, 15), 0.5) })
            yield return new RefinementInput(Scenes.Noise(shape, channels: 2), Scenes.Rags(shape, background, seed: 5), 8);
    }
}
