using System.Diagnostics;
using Cellulus.Engine;

namespace Cellulus.Benchmarks;

/// <summary>Seconds of a training step: crops, forward, backward, optimizer.</summary>
internal static class StepMeasurement
{
    public static async Task<Measurement> RunAsync(int features, int crop, int batch, int steps, int threads)
    {
        var shape = new ImageShape(crop, crop);
        UNetArchitecture architecture = NetworkCost.Plane(features);
        MicroscopyImage image = RandomImages.Plane(512);
        var seconds = new List<double>();
        var options = new TrainingOptions
        {
            ObjectDiameter = 24, Features = features, CropSize = crop, BatchSize = batch, Iterations = steps, MaxDegreeOfParallelism = threads,
            LearnUncertainty = false,
        };
        ImageShape output = architecture.OutputOf(shape);
        double touched = new PairSampler(output, options.Density, TrainingDefaults.For(2).PairRadius).Anchors / (double)output.PixelCount;
        (double direct, double done) = NetworkCost.StepOperations(architecture, shape, touched);
        long before = Measurement.MemoryNow();
        var clock = Stopwatch.StartNew();
        await new EmbeddingTrainer().TrainAsync([image], options, new Reports<TrainingProgress>(_ =>
        {
            seconds.Add(clock.Elapsed.TotalSeconds);
            clock.Restart();
        }));
        return new Measurement
        {
            // The first steps are spent on compiling.
            Seconds = Measurement.Median(seconds.Skip(Math.Min(2, steps - 1))), Pixels = batch * shape.PixelCount, Threads = threads,
            DirectOperations = batch * direct, OperationsDone = batch * done, MemoryBeforeBytes = before,
            Remark = $"plan {EmbeddingTrainer.Plan([image], options).TotalBytes / 1e6:f0} MB",
        };
    }
}
