using Cellulus.Engine;
using TorchSharp;
using Xunit;

namespace Cellulus.Torch.Tests.Training;

/// <summary>Loss, gradients and steps of a star-convex network against those of the managed engine.</summary>
public sealed class TorchStarStepTests
{
    // Sums of 32-bit floats in another order.
    private const double Tolerance = 1e-4;

    private static readonly StageExecution s_one = new() { MaxDegreeOfParallelism = 1 };

    [TorchTheory]
    [InlineData(2)]
    [InlineData(3)]
    public void TheLossAndItsGradientAreThoseOfTheManagedLoss(int rank)
    {
        StarExamples examples = StarExampleScenes.Balls(rank, 1);
        StarCrop[] crops = [.. Enumerable.Range(0, 3).Select(_ => new StarCrop(examples))];
        for (int i = 0; i < crops.Length; i++)
            crops[i].Draw((ulong)i, new FeatureMap(examples.Crop, 1));
        Assert.Contains(crops, c => c.Distances.Contains(float.NaN));
        int outputs = examples.Layout.Architecture.Outputs, length = (int)examples.Output.PixelCount * outputs;
        float[] said = new float[crops.Length * length]; // order (crop, pixel, output)
        var random = new Philox(9);
        for (int i = 0; i < said.Length; i++)
            said[i] = (float)(3 * random.NextNormal());
        float[] expected = new float[said.Length];
        StarConvexLoss managed = examples.CreateLoss();
        double loss = 0;
        for (int i = 0; i < crops.Length; i++)
            loss += managed.Evaluate(
                said.AsSpan(i * length, length), outputs, crops[i].Targets, crops[i].Distances, crops[i].Scale, expected.AsSpan(i * length, length));

        using DisposeScope scope = torch.NewDisposeScope();
        long[] shape = rank == 3
            ? [crops.Length, examples.Output.Depth, examples.Output.Height, examples.Output.Width, outputs]
            : [crops.Length, examples.Output.Height, examples.Output.Width, outputs];
        torch.Tensor last = HostMemory.Upload(said, shape, torch.CPU);
        last.requires_grad = true;
        torch.Tensor output = rank == 3 ? last.permute(0, 4, 1, 2, 3) : last.permute(0, 3, 1, 2);
        torch.Tensor sum = new TorchStarLoss(examples, torch.CPU).Evaluate(output, crops);
        float[] actual = HostMemory.Download(torch.autograd.grad([sum], [last])[0]);

        Assert.Equal(loss, HostMemory.Download(sum.detach())[0], Tolerance * loss);
        AssertSame(expected, actual, "gradient");
    }

    [TorchTheory]
    [InlineData(2, 1, 1)]
    [InlineData(2, 2, 2)]
    [InlineData(3, 1, 2)]
    public void AStepHasTheGradientOfTheManagedEngine(int rank, int channels, int atOnce)
    {
        StarExamples examples = StarExampleScenes.Balls(rank, channels);
        TrainingState managed = StarExampleScenes.Begin(examples), torch = StarExampleScenes.Begin(examples);
        double[] losses = Run(new StarTrainingStep(examples), managed, steps: 1);
        double[] torchLosses = Run(new TorchStarStep(Session(atOnce), examples), torch, steps: 1);

        Assert.Equal(losses[0], torchLosses[0], Tolerance * losses[0]);
        // After one step the mean is a tenth of the gradient.
        AssertSame(managed.Optimizer.Mean, torch.Optimizer.Mean, "gradient");
        AssertSame(managed.Optimizer.Square, torch.Optimizer.Square, "squared gradient");
        AssertNear(managed.Parameters, torch.Parameters);
    }

    [TorchFact]
    public void ManyStepsAreThoseOfTheManagedEngine()
    {
        StarExamples examples = StarExampleScenes.Balls(2, 1);
        TrainingState managed = StarExampleScenes.Begin(examples), torch = StarExampleScenes.Begin(examples);
        double[] losses = Run(new StarTrainingStep(examples), managed, steps: 8);
        double[] torchLosses = Run(new TorchStarStep(Session(2), examples), torch, steps: 8);

        for (int i = 0; i < losses.Length; i++)
            Assert.Equal(losses[i], torchLosses[i], 10 * Tolerance * losses[i]);
        Assert.Equal(managed.Iteration, torch.Iteration);
        AssertNear(managed.Parameters, torch.Parameters);
    }

    [TorchFact]
    public void CropsOfWhichNothingIsKnownCostNothing()
    {
        StarExamples examples = StarExampleScenes.Unknown(batchSize: 2);
        TrainingState state = StarExampleScenes.Begin(examples);
        float[] before = [.. state.Parameters];
        Assert.Equal(0, Run(new TorchStarStep(Session(1), examples), state, steps: 1)[0]);
        Assert.Equal(before, state.Parameters);
    }

    private static TorchSession Session(int atOnce) => new(Cpu.Options with { BatchSize = atOnce });

    private static double[] Run(ITrainingStep step, TrainingState state, int steps)
    {
        using (step)
        {
            double[] losses = [.. Enumerable.Range(0, steps).Select(_ => step.Run(state, learningRate: 1e-3, s_one))];
            step.Synchronize(state);
            return losses;
        }
    }

    private static void AssertSame(float[] expected, float[] actual, string what)
    {
        float largest = expected.Max(MathF.Abs);
        Assert.True(largest > 0);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance * largest, $"{what}[{i}]: {expected[i]} expected, {actual[i]} computed");
    }

    // Adam moves each weight by about the learning rate, whatever the gradient: where that is but rounding, weights part.
    private static void AssertNear(float[] expected, float[] actual)
    {
        int far = Enumerable.Range(0, expected.Length).Count(i => Math.Abs(expected[i] - actual[i]) > 1e-5);
        Assert.True(far < expected.Length / 20, $"{far} of {expected.Length} weights differ.");
    }
}
