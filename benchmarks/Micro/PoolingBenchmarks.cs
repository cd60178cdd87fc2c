using BenchmarkDotNet.Attributes;
using Cellulus.Engine;

namespace Cellulus.Benchmarks.Micro;

/// <summary>Max-pooling of the first level's map.</summary>
[BenchmarkCategory(Categories.Network)]
public class PoolingBenchmarks
{
    private FeatureMap _input = null!, _output = null!;

    [Params(24, 64)]
    public int Channels { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var size = new ImageShape(120, 120);
        _input = new FeatureMap(size, Channels);
        _output = new FeatureMap(MaxPooling.OutputOf(size, rank: 2), Channels);
        new Philox(1).Fill(_input.Values);
    }

    [Benchmark]
    public void Forward() => MaxPooling.Forward(_input, _output);
}
