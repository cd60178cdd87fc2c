using BenchmarkDotNet.Attributes;

namespace Cellulus.Benchmarks.Micro;

/// <summary>Otsu's threshold of a megapixel of uncertainty.</summary>
[BenchmarkCategory(Categories.Segmentation)]
public class ThresholdBenchmarks
{
    private readonly float[] _values = new float[1024 * 1024];

    [GlobalSetup]
    public void Setup() => new Philox(1).Fill(_values);

    [Benchmark]
    public double Otsu() => OtsuThreshold.Compute<float>(_values);
}
