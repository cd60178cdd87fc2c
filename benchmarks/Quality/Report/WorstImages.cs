using Cellulus.Imaging;

namespace Cellulus.Benchmarks.Quality;

/// <summary>Draws the images with the lowest F1: what was found beside what is true.</summary>
/// <param name="folder">Where the pictures go.</param>
internal sealed class WorstImages(string folder)
{
    private const int PerSet = 3;

    private static readonly RgbColor Found = new(255, 170, 0), True = new(0, 200, 255);

    public void Draw(DataSet set, IEnumerable<ImageResult> images)
    {
        string pictures = Path.Combine(folder, set.Name);
        Directory.CreateDirectory(pictures);
        foreach (string old in Directory.EnumerateFiles(pictures, "*.png"))
            File.Delete(old);
        foreach (ImageResult result in images.OrderBy(i => i.Score.F1).Take(PerSet))
        {
            MicroscopyImage image = result.Image.Image;
            SegmentationScore s = result.Score;
            Picture.Beside(
                (Text.Of($"found, F1 {s.F1:0.000}: {s.FalsePositives} false"), Pictures.Overlay(image, result.Labels, Look(Found))),
                (Text.Of($"true: {s.FalseNegatives} of {s.TrueObjects} missed"), Pictures.Overlay(image, result.Image.Truth, Look(True))))
                .Save(Path.Combine(pictures, result.Image.Stem + ".png"));
        }
    }

    // Dim objects are the ones that are missed.
    private static PictureOptions Look(RgbColor outline) => new() { OutlineColor = outline, Gamma = 0.6, View = VolumeView.Montage };
}
