using Cellulus.Imaging;

namespace Cellulus.Benchmarks.Quality;

/// <summary>Images with truth. Training gets the images alone.</summary>
/// <param name="Name">Name of the folder.</param>
/// <param name="Folder">Where it lies.</param>
/// <param name="Train">Image files to train on.</param>
/// <param name="Test">Image files to score.</param>
/// <param name="MinTrueSize">True objects of fewer pixels are ignored.</param>
internal sealed record DataSet(string Name, string Folder, IReadOnlyList<string> Train, IReadOnlyList<string> Test, int MinTrueSize)
{
    public ScoringOptions Scoring => new() { MinSize = MinTrueSize };

    /// <summary>All images of the set.</summary>
    public IReadOnlyList<string> All => [.. Train.Union(Test).Order(StringComparer.Ordinal)];

    public bool HasSecondExpert => Directory.Exists(Path.Combine(Folder, "labels_expert2"));

    public IReadOnlyList<MicroscopyImage> ReadTraining() => [.. Train.Select(path => ImageFile.Read(path))];

    /// <summary>Reads an image with its truth.</summary>
    /// <exception cref="ImageFileException">A file is missing or damaged, or image and truth differ in extent.</exception>
    public TestImage ReadTest(string path)
    {
        MicroscopyImage image = ImageFile.Read(path);
        return new TestImage(
            Path.GetFileNameWithoutExtension(path), image, ReadLabels(path, "labels", image.Shape),
            HasSecondExpert ? ReadLabels(path, "labels_expert2", image.Shape) : null);
    }

    private LabelImage ReadLabels(string imagePath, string folder, ImageShape shape)
    {
        string stem = Path.Combine(Folder, folder, Path.GetFileNameWithoutExtension(imagePath));
        string path = new[] { ".tif", ".tiff", ".png" }.Select(extension => stem + extension).FirstOrDefault(File.Exists) ?? stem + ".tif";
        LabelImage labels = ImageFile.ReadLabels(path);
        return labels.Shape == shape ? labels : throw new ImageFileException(path, $"has {labels.Shape} pixels, its image {imagePath} has {shape}.");
    }
}
