using Cellulus.Tests;
using Xunit;

namespace Cellulus.Core.Tests;

public class UncertaintyBackgroundEstimatorTests
{
    private static readonly UncertaintyBackgroundEstimator Estimator = new();

    [Theory, InlineData("cluster2d.npz"), InlineData("cluster3d.npz")]
    public void The_foreground_is_that_of_the_reference(string file)
    {
        NpzFile golden = NpzFile.Open(file);
        EmbeddingField field = GoldenCluster.Field(golden, 16);
        Assert.Equal(golden["otsu_std"].Scalar(), OtsuThreshold.Compute(field.Uncertainty), 1e-12);
        Assert.Equal(golden["fg_mask"].Booleans(), Estimator.EstimateForeground(Ramp(field.Shape), field, StageExecution.Default).Pixels.ToArray());
    }

    [Fact]
    public void A_constant_image_or_uncertainty_has_no_foreground()
    {
        var shape = new ImageShape(4, 4);
        MicroscopyImage constant = MicroscopyImage.FromPixels(new float[16], shape);
        var varied = new EmbeddingField(new float[32], [.. Enumerable.Range(0, 16).Select(i => (float)i)], shape, 5);
        var even = new EmbeddingField(new float[32], new float[16], shape, 5);
        Assert.Equal(0, Estimator.EstimateForeground(constant, varied, StageExecution.Default).Count);
        Assert.Equal(0, Estimator.EstimateForeground(Ramp(shape), even, StageExecution.Default).Count);
        Assert.Equal(8, Estimator.EstimateForeground(Ramp(shape), varied, StageExecution.Default).Count, 1.0);
    }

    [Fact]
    public void Where_borders_were_learned_half_a_probability_is_the_threshold()
    {
        // Otsu's threshold parts 0.1 from 0.45.
        float[] uncertainty = [.. Enumerable.Range(0, 20).Select(i => i < 10 ? 0.1f : i < 18 ? 0.45f : 0.5f)];
        var shape = new ImageShape(4, 5);
        var field = new EmbeddingField(new float[40], uncertainty, shape, 5);
        var learned = new EmbeddingField(new float[40], uncertainty, shape, 5) { HasBorders = true };
        Assert.Equal(10, Estimator.EstimateForeground(Ramp(shape), field, StageExecution.Default).Count);
        Assert.Equal(18, Estimator.EstimateForeground(Ramp(shape), learned, StageExecution.Default).Count);
        MicroscopyImage constant = MicroscopyImage.FromPixels(new float[20], shape);
        Assert.Equal(0, Estimator.EstimateForeground(constant, learned, StageExecution.Default).Count);
    }

    [Fact]
    public void Broken_uncertainty_and_other_grids_are_refused()
    {
        var field = new EmbeddingField(new float[4], [1, float.NaN], new ImageShape(1, 2), 5);
        Assert.Throws<CellulusException>(() => Estimator.EstimateForeground(Ramp(field.Shape), field, StageExecution.Default));
        Assert.Throws<ArgumentException>(() => Estimator.EstimateForeground(Ramp(new ImageShape(2, 1)), field, StageExecution.Default));
    }

    private static MicroscopyImage Ramp(ImageShape shape) =>
        MicroscopyImage.FromPixels([.. Enumerable.Range(0, (int)shape.PixelCount).Select(i => (float)i)], shape);
}
