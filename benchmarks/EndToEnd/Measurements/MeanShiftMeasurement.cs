using System.Diagnostics;
using Cellulus.Testing;

namespace Cellulus.Benchmarks;

/// <summary>Seconds of the mean-shift of a square field with cells on half of it.</summary>
internal static class MeanShiftMeasurement
{
    private const int Runs = 5;

    /// <summary>Scatter of the embeddings around their centres, about what a trained network leaves.</summary>
    private const double Scatter = 1.5;

    public static Measurement Run(int side, int threads, double share)
    {
        (EmbeddingField field, ForegroundMask foreground) = Field(side);
        var clusterer = new MeanShiftClusterer(new MeanShiftOptions { ReductionProbability = share });
        var execution = new StageExecution { MaxDegreeOfParallelism = threads };
        long before = Measurement.MemoryNow();
        var seconds = new List<double>();
        int objects = 0;
        for (int run = 0; run <= Runs; run++)
        {
            long start = Stopwatch.GetTimestamp();
            objects = clusterer.Cluster(field, foreground, execution).MaxLabel;
            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return new Measurement
        {
            Seconds = Measurement.Median(seconds.Skip(1)), Pixels = (long)side * side, Threads = threads, MemoryBeforeBytes = before,
            Remark = $"{foreground.Count} points, {objects} objects",
        };
    }

    /// <summary>The embeddings of a simulated scene and its foreground.</summary>
    public static (EmbeddingField Field, ForegroundMask Foreground) Field(int side)
    {
        CellScene scene = CellSceneSimulator.Simulate(RandomImages.Cells(side));
        var model = new TruthEmbeddingModel(scene.Truth, Scatter);
        EmbeddingField field = model.Embed(scene.Image, new EmbeddingOptions(), StageExecution.Default);
        return (field, new ForegroundMask([.. scene.Truth.Labels.ToArray().Select(l => l > 0)], scene.Truth.Shape));
    }
}
