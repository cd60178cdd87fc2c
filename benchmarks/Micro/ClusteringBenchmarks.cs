using BenchmarkDotNet.Attributes;
using Cellulus.Testing;

namespace Cellulus.Benchmarks.Micro;

/// <summary>Clusterers on a 512 x 512 field of about 250 objects.</summary>
[BenchmarkCategory(Categories.Segmentation)]
public class ClusteringBenchmarks
{
    private EmbeddingField _field = null!;
    private ForegroundMask _foreground = null!;

    [GlobalSetup]
    public void Setup()
    {
        CellScene scene = Scene.Simulate(512);
        _field = Scene.Field(scene);
        _foreground = Scene.Foreground(scene);
    }

    [Benchmark(Baseline = true)]
    public LabelImage MeanShiftExact() => new MeanShiftClusterer().Cluster(_field, _foreground, StageExecution.Default);

    [Benchmark]
    public LabelImage MeanShiftFromATenth() =>
        new MeanShiftClusterer(new MeanShiftOptions { ReductionProbability = 0.1 }).Cluster(_field, _foreground, StageExecution.Default);

    [Benchmark]
    public LabelImage MeanShiftFromSeeds() => new MeanShiftClusterer(new MeanShiftOptions { UseSeeds = true }).Cluster(_field, _foreground, StageExecution.Default);

    [Benchmark]
    public LabelImage Greedy() => new GreedyClusterer().Cluster(_field, _foreground, StageExecution.Default);
}
