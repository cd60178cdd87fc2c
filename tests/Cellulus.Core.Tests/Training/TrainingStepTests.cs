using Cellulus.Engine;
using Xunit;

namespace Cellulus.Core.Tests.Training;

public sealed class TrainingStepTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void StepsTakeNoMemoryOnceTheyRun(int rank)
    {
        MicroscopyImage image = rank == 2 ? TrainingScenes.Blobs(90, 90) : Volume();
        var options = new TrainingOptions
        {
            Features = 4, HeadFeatures = 8, BatchSize = 2, CropSize = rank == 2 ? 60 : 40, PairRadius = 4, WorkingDiameter = 24, ObjectDiameter = 24,
        };
        var execution = new StageExecution { MaxDegreeOfParallelism = 1 };
        TrainingSet set = TrainingSet.Prepare([image], options.ObjectDiameter!.Value, options.WorkingDiameter!.Value, execution);
        var layout = new UNetLayout(new UNetArchitecture { Rank = rank, InputChannels = 1, Features = 4, HeadFeatures = 8, Outputs = rank });
        int side = options.CropSize.Value;
        var step = new TrainingStep(options, set, new UNet(layout, GemmKernels.Best, training: true), new ImageShape(rank == 3 ? side : 1, side, side));
        var state = new TrainingState(layout);
        UNetParameters.Initialize(layout, 0, state.Parameters);
        // More than once, so that the runtime has settled too.
        for (int i = 0; i < 4; i++)
            step.Run(state, 1e-4, execution);

        // The runtime takes some itself now and then; steps that do would do so every time.
        Assert.Contains(0, Enumerable.Range(0, 3).Select(_ => BytesOf(() => step.Run(state, 1e-4, execution))).ToArray());
    }

    private static long BytesOf(Action step)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 4; i++)
            step();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static MicroscopyImage Volume()
    {
        float[] pixels = new float[44 * 44 * 44];
        new Philox(1).Fill(pixels);
        return MicroscopyImage.FromPixels(pixels, new ImageShape(44, 44, 44));
    }
}
