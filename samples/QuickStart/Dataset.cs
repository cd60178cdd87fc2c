using Cellulus.Imaging;
using Cellulus.Testing;

namespace Cellulus.Samples.QuickStart;

/// <summary>An image to segment; its truth, where known, is for scoring only.</summary>
internal sealed record Sample(string Name, MicroscopyImage Image, LabelImage? Truth);

/// <summary>Images to learn from and images to segment.</summary>
internal sealed record Dataset(IReadOnlyList<MicroscopyImage> Training, IReadOnlyList<Sample> Test)
{
    public static Dataset FromArguments(string[] args) => args switch
    {
        [] => Simulated(),
        ["--images", string images] => FromFolder(images, null),
        ["--images", string images, "--truth", string truth] => FromFolder(images, truth),
        _ => throw new ArgumentException("Usage: QuickStart [--images DIR [--truth DIR]]"),
    };

    /// <summary>Touching nuclei, some of them dim, with camera noise; the scenes to segment are not among those to train on.</summary>
    private static Dataset Simulated() => new(
        [.. Enumerable.Range(0, 16).Select(i => Scene(i).Image)],
        [.. Enumerable.Range(16, 4).Select(i => new Sample($"scene-{i}", Scene(i).Image, Scene(i).Truth))]);

    private static CellScene Scene(int number) => CellSceneSimulator.Simulate(new CellSceneOptions { Seed = (ulong)number });

    /// <summary>Your images: trained on and segmented. Label images have the names of the images, as .tif.</summary>
    private static Dataset FromFolder(string images, string? truth)
    {
        List<Sample> samples = [.. ImageFile.Find(images).Select(path => Read(path, truth))];
        return new Dataset([.. samples.Select(s => s.Image)], samples);
    }

    private static Sample Read(string path, string? truth)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        return new Sample(name, ImageFile.Read(path), truth is null ? null : ImageFile.ReadLabels(Path.Combine(truth, name + ".tif")));
    }
}
