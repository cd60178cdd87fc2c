using BenchmarkDotNet.Attributes;
using Cellulus.Imaging;

namespace Cellulus.Benchmarks.Micro;

/// <summary>Reading and writing files of 1024 x 1024 pixels.</summary>
[BenchmarkCategory(Categories.Files)]
public class ImageFileBenchmarks
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cellulus-").FullName;
    private MicroscopyImage _image = null!;

    [Params("a.png", "a.tif")]
    public string File { get; set; } = "";

    private string Path => System.IO.Path.Combine(_folder, File);

    [GlobalSetup]
    public void Setup()
    {
        _image = Scene.Simulate(1024).Image;
        Write();
    }

    [GlobalCleanup]
    public void CleanUp() => Directory.Delete(_folder, recursive: true);

    [Benchmark]
    public MicroscopyImage Read() => ImageFile.Read(Path);

    [Benchmark]
    public void Write()
    {
        if (File.EndsWith(".png", StringComparison.Ordinal))
            ImageFile.WritePng(Path, _image);
        else
            ImageFile.WriteTiff(Path, _image);
    }
}
