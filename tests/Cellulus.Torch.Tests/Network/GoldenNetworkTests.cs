using Cellulus.Engine;
using TorchSharp;
using Xunit;

namespace Cellulus.Torch.Tests.Network;

/// <summary>Network, loss, gradients and optimizer against the reference implementation.</summary>
public sealed class GoldenNetworkTests
{
    private const double Tolerance = 1e-4;

    [TorchTheory]
    [InlineData("model2d.npz")]
    [InlineData("model2d_c2.npz")]
    [InlineData("model3d.npz")]
    public void OutputsLossGradientsAndAdamStepsEqualTheReference(string file)
    {
        var golden = new GoldenModel(file);
        TorchSession session = Cpu.Session;
        using DisposeScope scope = torch.NewDisposeScope();
        var network = new TorchNetwork(golden.Layout, golden.Parameters, session, training: true);
        ImageShape output = golden.Architecture.OutputOf(golden.Input);
        var loss = new TorchOffsetLoss(new TrainingOptions { Temperature = 10, Regularization = 1e-5 }, output, golden.Rank, session.TorchDevice);
        var adam = new TorchAdam(
            network.Parameters, torch.zeros(network.Parameters.Flat.shape), torch.zeros(network.Parameters.Flat.shape));
        double[] losses = golden.File["loss_steps"].Doubles();
        for (int step = 0; step < 3; step++)
        {
            torch.Tensor said = network.Forward(Images(golden)).Output;
            torch.Tensor sum = loss.Evaluate(said, Pixels(golden, "anchors"), Pixels(golden, "references"));
            torch.Tensor gradient = torch.cat(torch.autograd.grad([sum], [.. network.Parameters.Leaves]).Select(g => g.reshape(-1)).ToArray(), 0);
            AssertClose(losses[step], HostMemory.Download(sum.detach())[0], "loss");
            if (step == 0)
            {
                AssertSame(golden.File["output"].Floats(), HostMemory.Download(said.detach()), "output");
                AssertSameTensors(golden, golden.Read("g"), Managed(golden, network, gradient));
            }
            using (torch.no_grad())
                adam.Step(step + 1, gradient, learningRate: 4e-5, weightDecay: 0.01);
            if (step == 0)
                AssertSameStep(golden, golden.Read("w1"), Managed(golden, network, network.Parameters.Flat));
        }
        AssertSameStep(golden, golden.Read("w3"), Managed(golden, network, network.Parameters.Flat));
    }

    [TorchTheory]
    [InlineData(2, 2)]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    public void ANetworkGivesWhatTheManagedOneGives(int rank, int levels)
    {
        var architecture = new UNetArchitecture { Rank = rank, InputChannels = 2, Features = 5, FeatureFactor = 2, HeadFeatures = 9, Outputs = 4, Levels = levels };
        var layout = new UNetLayout(architecture);
        float[] parameters = new float[layout.ParameterCount];
        UNetParameters.Initialize(layout, seed: 3, parameters);
        int side = architecture.Margin + 3 * architecture.Alignment;
        var maps = new UNetMaps(layout, new ImageShape(rank == 3 ? side : 1, side, side + 2 * architecture.Alignment), training: false);
        new Philox(5).Fill(maps.Input.Values);
        var managed = new UNet(layout, GemmKernels.Best, training: false);
        managed.Pack(parameters);
        managed.Forward(maps, CancellationToken.None);
        float[] expected = maps.Output.Values.ToArray();
        maps.Output.Clear();

        using var pass = new TorchForwardPass(layout, parameters, Cpu.Session);
        pass.Forward(maps, CancellationToken.None);

        AssertSame(expected, maps.Output.Values.ToArray(), "output");
    }

    private static torch.Tensor Images(GoldenModel golden) =>
        HostMemory.Upload(golden.File["raw"].Floats(), [.. golden.File["raw"].Shape.Select(s => (long)s)], torch.CPU);

    private static torch.Tensor Pixels(GoldenModel golden, string name)
    {
        long[] indices = [.. Enumerable.Range(0, golden.Batch).SelectMany(i => golden.Pixels(name, i)).Select(p => (long)p)];
        return torch.tensor(indices, new long[] { golden.Batch, indices.Length / golden.Batch });
    }

    private static float[] Managed(GoldenModel golden, TorchNetwork network, torch.Tensor vector)
    {
        float[] parameters = new float[golden.Layout.ParameterCount];
        network.Parameters.ToManaged(vector, parameters);
        return parameters;
    }

    private static void AssertSameTensors(GoldenModel golden, float[] expected, float[] actual)
    {
        foreach (ConvolutionLayer layer in golden.Layout.Layers)
        {
            AssertSame(UNetParameters.GetWeight(layer, expected), UNetParameters.GetWeight(layer, actual), layer.Name + ".weight");
            AssertSame(UNetParameters.GetBias(layer, expected), UNetParameters.GetBias(layer, actual), layer.Name + ".bias");
        }
    }

    // Where a gradient is far below the largest, rounding decides the sign of Adam's step; such entries are few and are not compared.
    private static void AssertSameStep(GoldenModel golden, float[] expected, float[] actual)
    {
        float[] gradient = golden.Read("g");
        float largest = gradient.Max(MathF.Abs);
        int[] compared = [.. Enumerable.Range(0, expected.Length).Where(i => MathF.Abs(gradient[i] + 0.01f * golden.Parameters[i]) >= 1e-4f * largest)];
        Assert.True(compared.Length > expected.Length / 4, "Too few parameters were compared.");
        foreach (int i in compared)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance * Math.Max(Math.Abs(expected[i]), 4e-3), $"parameter {i}: {expected[i]} expected, {actual[i]} computed");
    }

    private static void AssertSame(float[] expected, float[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        float largest = expected.Max(MathF.Abs);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance * largest, $"{what}[{i}]: {expected[i]} expected, {actual[i]} computed");
    }

    private static void AssertClose(double expected, double actual, string what) =>
        Assert.True(Math.Abs(expected - actual) <= Tolerance * Math.Abs(expected), $"{what}: {expected} expected, {actual} computed");
}
