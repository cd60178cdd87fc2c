using System.Diagnostics;
using Cellulus.Engine;

namespace Cellulus.Benchmarks;

/// <summary>Seconds of one pass of the network over a square image.</summary>
internal static class InferMeasurement
{
    private const int Runs = 5;

    public static Measurement Run(int features, int side, int passes, int threads)
    {
        UNetArchitecture architecture = NetworkCost.Plane(features);
        EmbeddingModel model = RandomImages.Model(features);
        MicroscopyImage image = RandomImages.Plane(side);
        var options = new EmbeddingOptions { Passes = passes };
        var execution = new StageExecution { MaxDegreeOfParallelism = threads };
        long before = Measurement.MemoryNow();
        var seconds = new List<double>();
        for (int run = 0; run <= Runs; run++)
        {
            long start = Stopwatch.GetTimestamp();
            model.Embed(image, options, execution);
            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds / (2 * passes));
        }
        var input = new ImageShape(side + architecture.Margin, side + architecture.Margin);
        (double direct, double done) = NetworkCost.ForwardOperations(architecture, input);
        return new Measurement
        {
            // The first run is spent on compiling.
            Seconds = Measurement.Median(seconds.Skip(1)), Pixels = (long)side * side, Threads = threads,
            DirectOperations = direct, OperationsDone = done, MemoryBeforeBytes = before,
        };
    }
}
