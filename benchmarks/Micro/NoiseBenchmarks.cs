using BenchmarkDotNet.Attributes;
using Cellulus.Engine;

namespace Cellulus.Benchmarks.Micro;

/// <summary>A noisy copy of a tile.</summary>
[BenchmarkCategory(Categories.Segmentation)]
public class NoiseBenchmarks
{
    private readonly MicroscopyImage _image = Scene.Image(512);
    private readonly SaltAndPepper _noise = new(new EmbeddingOptions());
    private readonly FeatureMap _tile = new(new ImageShape(272, 272), 1);

    [Benchmark]
    public void Fill() => _noise.Fill(ImageWindow.Of(_image), pass: 3, (0, 64, 64), _tile);
}
