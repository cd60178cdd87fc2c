using Xunit;

namespace Cellulus.OpenCv.Tests;

public sealed class OpenCvBackgroundEstimatorTests
{
    [OpenCvTheory]
    [InlineData("uniform")]
    [InlineData("bimodal")]
    [InlineData("ints")]
    [InlineData("f32")]
    [InlineData("const")]
    public void TheThresholdIsThatOfTheReference(string name)
    {
        NpzFile golden = NpzFile.Open("otsu.npz");
        float[] values = golden[$"x_{name}"].Floats();
        Assert.Equal(OtsuThreshold.Compute<float>(values), OpenCvOtsu.Compute(values));
        double expected = golden[$"t_{name}"].Scalar();
        Assert.Equal(expected, OpenCvOtsu.Compute(values), 1e-5 * Math.Abs(expected));
    }

    [OpenCvTheory]
    [InlineData(0.5)]
    [InlineData(0.1)]
    [InlineData(-3.7)]
    public void LimitsInFloatsCutWhereTheThresholdDoes(double threshold)
    {
        float near = (float)threshold;
        foreach (float value in new[] { MathF.BitDecrement(MathF.BitDecrement(near)), MathF.BitDecrement(near), near, MathF.BitIncrement(near) })
        {
            Assert.Equal(value > threshold, value > OpenCvOtsu.Above(threshold));
            Assert.Equal(value < threshold, !(value > OpenCvOtsu.Below(threshold)));
        }
    }

    [OpenCvFact]
    public void TheForegroundIsThatOfTheManagedEstimator()
    {
        foreach ((MicroscopyImage image, EmbeddingField field) in Fields())
        {
            ForegroundMask expected = new UncertaintyBackgroundEstimator().EstimateForeground(image, field, StageExecution.Default);
            ForegroundMask actual = new OpenCvBackgroundEstimator().EstimateForeground(image, field, StageExecution.Default);
            Assert.Equal(expected.Shape, actual.Shape);
            Assert.True(expected.Pixels.SequenceEqual(actual.Pixels), $"{expected.Count} pixels expected, {actual.Count} found.");
        }
    }

    [OpenCvFact]
    public void WhatTheManagedEstimatorRefusesIsRefused()
    {
        var shape = new ImageShape(4, 4);
        var field = new EmbeddingField(new float[32], new float[16], new ImageShape(2, 8), 10);
        Assert.Throws<ArgumentException>(() => new OpenCvBackgroundEstimator().EstimateForeground(Scenes.Noise(shape), field, StageExecution.Default));
        var broken = new EmbeddingField(new float[32], [.. Enumerable.Repeat(float.NaN, 16)], shape, 10);
        Assert.Throws<CellulusException>(() => new OpenCvBackgroundEstimator().EstimateForeground(Scenes.Noise(shape), broken, StageExecution.Default));
    }

    private static IEnumerable<(MicroscopyImage, EmbeddingField)> Fields()
    {
        NpzFile golden = NpzFile.Open("cluster2d.npz");
        float[] all = golden["embedding"].Floats();
        int[] size = golden["embedding"].Shape;
        var shape = new ImageShape(size[1], size[2]);
        int pixels = (int)shape.PixelCount;
        yield return (Scenes.Noise(shape), new EmbeddingField(all[..(2 * pixels)], all[(2 * pixels)..], shape, 16));
        foreach (ImageShape other in new[] { new ImageShape(31, 47), new ImageShape(5, 12, 9) })
        {
            int count = (int)other.PixelCount;
            float[] uncertainty = new float[count];
            new Philox(3).Fill(uncertainty);
            uncertainty[0] = 0.5f; // the threshold of probabilities itself
            yield return (Scenes.Noise(other), new EmbeddingField(new float[2 * count], uncertainty, other, 16));
            yield return (Scenes.Noise(other), new EmbeddingField(new float[2 * count], uncertainty, other, 16) { HasBorders = true });
            yield return (MicroscopyImage.FromPixels(new float[count], other), new EmbeddingField(new float[2 * count], uncertainty, other, 16));
        }
    }
}
