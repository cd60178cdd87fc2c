using Cellulus.Testing;

namespace Cellulus.Benchmarks;

/// <summary>Seconds of everything after the network: background, clustering, refinement, measurement.</summary>
internal static class AfterMeasurement
{
    private const int Runs = 3;

    private static readonly SegmentationStage[] s_after =
        [SegmentationStage.Background, SegmentationStage.Clustering, SegmentationStage.Refinement, SegmentationStage.Measurement];

    public static async Task<Measurement> RunAsync(int side, int threads)
    {
        CellScene scene = CellSceneSimulator.Simulate(RandomImages.Cells(side));
        var segmenter = new CellSegmenter(new TruthEmbeddingModel(scene.Truth, offsetNoise: 1.5));
        var options = new SegmentationOptions { MaxDegreeOfParallelism = threads };
        long before = Measurement.MemoryNow();
        var runs = new List<Segmentation>();
        for (int run = 0; run <= Runs; run++)
            runs.Add(await segmenter.SegmentAsync(scene.Image, options));
        double[] stages = [.. s_after.Select(stage => Measurement.Median(runs.Skip(1).Select(r => r.Timings[stage].TotalSeconds)))];
        return new Measurement
        {
            Seconds = stages.Sum(), Pixels = (long)side * side, Threads = threads, MemoryBeforeBytes = before,
            Remark = $"{runs[^1].Objects.Count} objects; " + string.Join(", ", s_after.Zip(stages, (stage, s) => $"{stage.ToString().ToLowerInvariant()} {s:f3}")),
        };
    }
}
