using Cellulus.Imaging;
using MathNet.Numerics.Statistics;

namespace Cellulus.Pretraining;

/// <summary>Scores a model on folders of real images with truth. Truth is read for scoring alone.</summary>
internal sealed class Evaluation(StarConvexModel model, StageExecution execution)
{
    private const int MinSize = 10;

    public static IReadOnlyList<(MicroscopyImage Image, LabelImage Truth)> Read(string set, int most)
    {
        string[] paths = [.. ImageFile.Find(Path.Combine(set, "images"))];
        int count = Math.Min(most, paths.Length);
        return [.. Enumerable.Range(0, count).Select(i => paths[i * paths.Length / count]).Select(p =>
            (ImageFile.Read(p), ImageFile.ReadLabels(Path.Combine(set, "labels", Path.GetFileNameWithoutExtension(p) + ".tif"))))];
    }

    public static double Diameter(IEnumerable<LabelImage> labels)
    {
        double[] sizes = [.. labels.SelectMany(l => Sizes(l)).Where(s => s >= MinSize).Select(s => ObjectSize.Diameter(s, labels.First().Shape))];
        return sizes.Length == 0 ? double.NaN : sizes.Median();
    }

    public DetectedObjects Detect(MicroscopyImage image, double diameter)
    {
        MicroscopyImage working = Rescaling.Rescale(
            Normalization.Normalize(image, execution: execution),
            Rescaling.GetShape(image.Shape, model.Description.WorkingDiameter / diameter, image.PixelSize), execution);
        return model.Detect(working, image.Shape, 256, execution);
    }

    public SegmentationScore Score(IReadOnlyList<(MicroscopyImage Image, LabelImage Truth)> images, Func<MicroscopyImage, double> diameterOf, int border) =>
        SegmentationScorer.Pool(images.Select(i => SegmentationScorer.Score(
            Detect(i.Image, diameterOf(i.Image)).Labels, i.Truth, new ScoringOptions { MinSize = MinSize, IgnoredBorder = border })));

    private static IEnumerable<int> Sizes(LabelImage labels)
    {
        var sizes = new int[labels.MaxLabel + 1];
        foreach (int label in labels.Labels)
            sizes[label]++;
        return sizes.Skip(1).Where(s => s > 0);
    }
}
