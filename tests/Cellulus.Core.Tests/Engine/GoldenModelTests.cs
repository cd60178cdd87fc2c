using Cellulus.Engine;
using Xunit;

namespace Cellulus.Core.Tests.Engine;

/// <summary>The engine against the reference implementation: outputs, loss, gradients, one and three Adam steps.</summary>
public sealed class GoldenModelTests
{
    private const double Tolerance = 1e-4;

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (string file in new[] { "model2d.npz", "model2d_c2.npz", "model3d.npz" })
            foreach (GemmKernel kernel in GemmKernels.All)
                cases.Add(file, kernel.Name);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void OutputsLossGradientsAndAdamStepsEqualTheReference(string file, string kernelName)
    {
        var golden = new GoldenModel(file);
        var network = new UNet(golden.Layout, GemmKernels.Choose(kernelName), training: true);
        var maps = new UNetMaps(golden.Layout, golden.Input, training: true);
        UNetScratch scratch = network.CreateScratch();
        float[] parameters = [.. golden.Parameters];
        var adam = new Adam(parameters.Length);
        double[] losses = golden.File["loss_steps"].Doubles();

        for (int step = 0; step < 3; step++)
        {
            network.Pack(parameters);
            float[] gradient = new float[parameters.Length];
            (double offset, double regularization) = Accumulate(golden, network, maps, scratch, gradient, compareOutputs: step == 0);
            AssertClose(losses[step], offset + regularization, "loss");
            if (step == 0)
            {
                AssertClose(golden.File["oce_loss"].Scalar(), offset, "offset loss");
                AssertClose(golden.File["reg_loss"].Scalar(), regularization, "regularisation");
                AssertSameTensors(golden, golden.Read("g"), gradient);
            }
            adam.Step(parameters, gradient, learningRate: 4e-5, weightDecay: 0.01);
            if (step == 0)
                AssertSameStep(golden, golden.Read("w1"), parameters);
        }
        AssertSameStep(golden, golden.Read("w3"), parameters);
    }

    private static (double, double) Accumulate(
        GoldenModel golden, UNet network, UNetMaps maps, UNetScratch scratch, float[] gradient, bool compareOutputs)
    {
        var loss = new OffsetLoss(OffsetLossForm.Exponential, temperature: 10, regularization: 1e-5);
        float[] expectedOutput = golden.File["output"].Floats(), expectedGradient = golden.File["grad_output"].Floats();
        double offset = 0, regularization = 0;
        for (int image = 0; image < golden.Batch; image++)
        {
            golden.Fill(maps.Input, image);
            network.Forward(maps, CancellationToken.None);
            int pixels = (int)maps.Output.Size.PixelCount, rank = golden.Rank;
            float[] outputGradient = new float[pixels * rank];
            (double o, double r) = loss.Evaluate(
                maps.Output.Values, maps.Output.Channels, maps.Output.Size,
                golden.Pixels("anchors", image), golden.Pixels("references", image), rank, outputGradient);
            offset += o;
            regularization += r;
            if (compareOutputs)
            {
                AssertSame(Planes(expectedOutput, image, pixels, rank), Interleaved(maps.Output, pixels, rank), "output");
                AssertSame(Planes(expectedGradient, image, pixels, rank), outputGradient, "output gradient");
            }
            int[] touched = [.. Enumerable.Range(0, pixels).Where(i => outputGradient.AsSpan(i * rank, rank).IndexOfAnyExcept(0f) >= 0)];
            float[] values = [.. touched.SelectMany(i => outputGradient[(i * rank)..((i + 1) * rank)])];
            network.Backward(maps, touched, values, scratch, gradient, CancellationToken.None);
        }
        return (offset, regularization);
    }

    private static float[] Planes(float[] all, int image, int pixels, int components)
    {
        float[] values = new float[pixels * components];
        for (int c = 0; c < components; c++)
            for (int i = 0; i < pixels; i++)
                values[i * components + c] = all[(image * components + c) * pixels + i];
        return values;
    }

    private static float[] Interleaved(FeatureMap map, int pixels, int components)
    {
        float[] values = new float[pixels * components];
        for (int i = 0; i < pixels; i++)
            map.Values.Slice(i * map.Channels, components).CopyTo(values.AsSpan(i * components));
        return values;
    }

    private static void AssertSameTensors(GoldenModel golden, float[] expected, float[] actual)
    {
        foreach (ConvolutionLayer layer in golden.Layout.Layers)
        {
            AssertSame(UNetParameters.GetWeight(layer, expected), UNetParameters.GetWeight(layer, actual), layer.Name + ".weight");
            AssertSame(UNetParameters.GetBias(layer, expected), UNetParameters.GetBias(layer, actual), layer.Name + ".bias");
        }
    }

    // Adam's step is about the learning rate whatever the gradient, so weights are compared by their change. Where a gradient
    // is far below the tensor's largest, rounding decides its sign; such entries are few and are not compared.
    private static void AssertSameStep(GoldenModel golden, float[] expected, float[] actual)
    {
        float[] gradient = golden.Read("g");
        float largest = gradient.Max(MathF.Abs);
        int compared = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            if (MathF.Abs(gradient[i] + 0.01f * golden.Parameters[i]) < 1e-4f * largest)
                continue;
            compared++;
            Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance * Math.Max(Math.Abs(expected[i]), 4e-3), $"parameter {i}: {expected[i]} expected, {actual[i]} computed");
        }
        Assert.True(compared > expected.Length / 4, "Too few parameters were compared.");
    }

    private static void AssertSame(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        float largest = 0;
        foreach (float value in expected)
            largest = Math.Max(largest, Math.Abs(value));
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance * largest, $"{what}[{i}]: {expected[i]} expected, {actual[i]} computed");
    }

    private static void AssertClose(double expected, double actual, string what) =>
        Assert.True(Math.Abs(expected - actual) <= Tolerance * Math.Abs(expected), $"{what}: {expected} expected, {actual} computed");
}
