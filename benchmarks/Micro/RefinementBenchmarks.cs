using BenchmarkDotNet.Attributes;
using Cellulus.Testing;

namespace Cellulus.Benchmarks.Micro;

/// <summary>Each refiner, and what is done to labels around them, on 512 x 512 pixels with about 250 objects.</summary>
[BenchmarkCategory(Categories.Segmentation)]
public class RefinementBenchmarks
{
    private RefinementInput _input = null!;
    private int[] _labels = [];

    [GlobalSetup]
    public void Setup()
    {
        CellScene scene = Scene.Simulate(512);
        _input = new RefinementInput(Normalization.Normalize(scene.Image), scene.Truth, scene.MedianDiameter, Scene.Field(scene));
        _labels = scene.Truth.Labels.ToArray();
    }

    [Benchmark]
    public LabelImage Contrast() => new ContrastRefiner().Refine(_input, StageExecution.Default);

    [Benchmark]
    public LabelImage Halo() => new HaloRefiner().Refine(_input, StageExecution.Default);

    [Benchmark]
    public LabelImage Nucleus() => new NucleusRefiner().Refine(_input, StageExecution.Default);

    [Benchmark]
    public LabelImage Parts() => new PartJoiner().Refine(_input, StageExecution.Default);

    [Benchmark]
    public LabelImage Background() => new BackgroundFilter().Refine(_input, StageExecution.Default);

    [Benchmark]
    public LabelImage Faint() => new FaintFilter().Refine(_input, StageExecution.Default);

    [Benchmark]
    public LabelImage Confidence() => new ConfidenceFilter().Refine(_input, StageExecution.Default);

    [Benchmark]
    public LabelImage Size() => new SizeFilter().Refine(_input, StageExecution.Default);

    [Benchmark]
    public int[] Relabel() => LabelNumbering.CloseGaps([.. _labels]);

    [Benchmark]
    public LabelImage Rescale() => LabelRescaling.Rescale(_input.Labels, new ImageShape(700, 700));
}
