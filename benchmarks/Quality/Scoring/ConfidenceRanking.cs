using MathNet.Numerics.Statistics;

namespace Cellulus.Benchmarks.Quality;

/// <summary>How well confidence ranks objects as their IoU with the truth would: Spearman's correlation.</summary>
/// <param name="OfSet">Over all objects of the set; <see langword="null"/> where it is not defined.</param>
/// <param name="WithinImages">Within each image, averaged with the number of objects as weight.</param>
internal sealed record ConfidenceRanking(double? OfSet, double? WithinImages)
{
    private const int FewestObjects = 5;

    public static ConfidenceRanking Of(IReadOnlyCollection<JudgedObject[]> images)
    {
        double sum = 0, objects = 0;
        foreach (JudgedObject[] image in images)
            if (Correlate(image) is { } correlation)
            {
                sum += correlation * image.Length;
                objects += image.Length;
            }
        return new ConfidenceRanking(Correlate([.. images.SelectMany(i => i)]), objects > 0 ? sum / objects : null);
    }

    private static double? Correlate(JudgedObject[] objects)
    {
        if (objects.Length < FewestObjects)
            return null;
        double correlation = Correlation.Spearman(objects.Select(o => o.Confidence), objects.Select(o => o.BestIoU));
        return double.IsNaN(correlation) ? null : correlation;
    }
}
