using BenchmarkDotNet.Attributes;
using Cellulus.Engine;

namespace Cellulus.Benchmarks.Micro;

/// <summary>One optimizer step over all parameters of the default network.</summary>
[BenchmarkCategory(Categories.Network)]
public class AdamBenchmarks
{
    private const int Count = 184_712;

    private readonly Adam _adam = new(Count);
    private readonly float[] _parameters = new float[Count], _gradient = new float[Count];

    [GlobalSetup]
    public void Setup() => new Philox(1).Fill(_gradient);

    [Benchmark]
    public void Step() => _adam.Step(_parameters, _gradient, learningRate: 4e-4, weightDecay: 0.01);
}
