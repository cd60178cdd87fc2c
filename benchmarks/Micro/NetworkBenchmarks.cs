using BenchmarkDotNet.Attributes;
using Cellulus.Engine;

namespace Cellulus.Benchmarks.Micro;

/// <summary>The network forward and backward on one crop, on one thread.</summary>
[BenchmarkCategory(Categories.Network)]
public class NetworkBenchmarks
{
    private UNet _network = null!;
    private UNetMaps _maps = null!;
    private UNetScratch _scratch = null!;
    private int[] _pixels = [];
    private float[] _outputGradients = [], _gradient = [], _parameters = [];

    [Params(24, 64)]
    public int Features { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var crop = new ImageShape(124, 124);
        var layout = new UNetLayout(new UNetArchitecture { Rank = 2, InputChannels = 1, Features = Features, Outputs = 2 });
        _network = new UNet(layout, GemmKernels.Best, training: true);
        _maps = new UNetMaps(layout, crop, training: true);
        _scratch = _network.CreateScratch();
        _parameters = new float[layout.ParameterCount];
        _gradient = new float[layout.ParameterCount];
        UNetParameters.Initialize(layout, 0, _parameters);
        _network.Pack(_parameters);
        var random = new Philox(1);
        random.Fill(_maps.Input.Values);
        // About as many pixels as anchors fall on.
        _pixels = [.. Enumerable.Range(0, (int)_maps.Output.Size.PixelCount / 14).Select(i => 14 * i)];
        _outputGradients = new float[2 * _pixels.Length];
        random.Fill(_outputGradients);
        _network.Forward(_maps, CancellationToken.None);
    }

    [Benchmark]
    public void Pack() => _network.Pack(_parameters);

    [Benchmark(Baseline = true)]
    public void Forward() => _network.Forward(_maps, CancellationToken.None);

    [Benchmark]
    public void Backward() => _network.Backward(_maps, _pixels, _outputGradients, _scratch, _gradient, CancellationToken.None);
}
