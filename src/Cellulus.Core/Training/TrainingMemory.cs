using Cellulus.Engine;

namespace Cellulus;

/// <summary>Works out what a training takes from memory. Takes next to none itself.</summary>
internal static class TrainingMemory
{
    /// <summary>Plans a training.</summary>
    /// <param name="shapes">Extents of the raw images.</param>
    /// <param name="rescaled">Their extents on the network's grid.</param>
    /// <param name="channels">Channels of each.</param>
    /// <param name="options">Options without gaps.</param>
    /// <param name="network">The network to train.</param>
    /// <param name="crop">Extent of a crop.</param>
    public static MemoryPlan Plan(
        IReadOnlyList<ImageShape> shapes, IReadOnlyList<ImageShape> rescaled, int channels,
        TrainingOptions options, UNetArchitecture network, ImageShape crop)
    {
        var layout = new UNetLayout(network);
        int threads = Math.Min(options.MaxDegreeOfParallelism, Environment.ProcessorCount);
        StepMemory step = StepMemory.Of(layout, crop, options.BatchSize, threads);
        long maps = step.Maps + step.Crops * PairBytes(network, options, crop);
        long passing = step.Kernels + step.Gradients + maps; // let go of before the uncertainty is learned
        long learning = options.LearnUncertainty
            ? UncertaintySampler.EstimateMemory(layout, crop, EmbeddingTrainer.HowToLearnUncertainty(options, options.Iterations!.Value), threads)
            : 0;
        long onGrid = TrainingWindows.Of(shapes, rescaled, TrainingSet.MostPixels).Sum(w => w.Rescaled.PixelCount) * channels * sizeof(float);
        // Steps and uncertainty are done with when objects are learned; the images are rescaled anew.
        long objects = options.SelfTraining is { } how
            ? SelfTrainingMemory.Estimate(shapes, rescaled, channels, how with { MaxDegreeOfParallelism = threads })
            : 0;
        long before = Math.Max(passing, learning) + 3 * step.Parameters + onGrid;
        return new MemoryPlan(
        [
            new MemoryShare("images as given", shapes.Sum(s => s.PixelCount) * channels * sizeof(float)),
            new MemoryShare("images on the network's grid", onGrid),
            new MemoryShare("weights and optimizer", 3 * step.Parameters),
            new MemoryShare("weights as the kernels read them", step.Kernels),
            new MemoryShare("gradients of a batch", step.Gradients),
            new MemoryShare($"maps of {step.Crops} crop(s) at a time", maps),
            // The weights as tensors of the file, and the largest entry as bytes: a moment of the optimizer.
            new MemoryShare("writing a checkpoint", options.CheckpointPath is null ? 0 : 2 * step.Parameters),
            new MemoryShare("learning the uncertainty, beyond the steps", Math.Max(0, learning - passing)),
            new MemoryShare("learning from its own objects, beyond that", Math.Max(0, objects - before)),
            new MemoryShare("preparing images, beyond the steps", Math.Max(0, PreparationBytes(shapes, channels, threads) - maps)),
        ]);
    }

    /// <summary>Pairs of one crop, and what their loss is worked out with.</summary>
    private static long PairBytes(UNetArchitecture network, TrainingOptions options, ImageShape crop)
    {
        ImageShape output = network.OutputOf(crop);
        int pairs = new PairSampler(output, options.Density, options.PairRadius!.Value).Pairs;
        return 2L * pairs * sizeof(int) + output.PixelCount * (sizeof(int) + 2L * network.Outputs * sizeof(float));
    }

    // Each thread holds an image normalised, a copy of it, and what is left of it after the first axis.
    private static long PreparationBytes(IReadOnlyList<ImageShape> shapes, int channels, int threads) =>
        shapes.Select(s => 3 * s.PixelCount * channels * sizeof(float)).OrderDescending().Take(threads).Sum();
}
