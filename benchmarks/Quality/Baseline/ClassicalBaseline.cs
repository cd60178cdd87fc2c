namespace Cellulus.Benchmarks.Quality;

/// <summary>
/// What one would do without learning: smooth, threshold, split touching objects by a watershed of the distance map. Lengths are
/// shares of the object diameter. Several channels, normalised, are added up.
/// </summary>
internal sealed class ClassicalBaseline(double diameter, StageExecution execution)
{
    private const double Smoothing = 0.05, DistanceSmoothing = 0.05, SeedDistance = 0.3;

    /// <summary>The thresholds that are tried.</summary>
    public static IReadOnlyList<string> Thresholds { get; } = ["Otsu", "lower of two (three-class Otsu)"];

    /// <summary>Segments an image, once with each threshold.</summary>
    public LabelImage[] Segment(MicroscopyImage image)
    {
        float[] intensity = IntensityImage.Combine(Normalization.Normalize(image, execution: execution));
        float[] smooth = GaussianFilter.Smooth<float>(intensity, image.Shape, Smoothing * diameter, execution);
        return [Segment(smooth, image.Shape, OtsuThreshold.Compute<float>(smooth)), Segment(smooth, image.Shape, ThreeClassOtsu.Lower(smooth))];
    }

    private LabelImage Segment(float[] intensity, ImageShape shape, double threshold)
    {
        execution.CancellationToken.ThrowIfCancellationRequested();
        bool[] mask = Array.ConvertAll(intensity, value => value > threshold);
        HoleFilling.Fill(mask, shape);
        // Where nothing is background no distance is known, nor any object.
        if (!mask.Contains(false))
            return LabelImage.Empty(shape);
        float[] distance = Array.ConvertAll(DistanceTransform.SquaredToFalse(mask, shape, execution), squared => MathF.Sqrt(squared));
        distance = GaussianFilter.Smooth<float>(distance, shape, DistanceSmoothing * diameter, execution);
        int[] seeds = WatershedSeeds.Find(distance, mask, shape, SeedDistance * diameter);
        int[] labels = Watershed.Grow(distance, mask, shape, seeds, execution.CancellationToken);
        SmallObjects.Remove(labels, seeds.Length, ObjectSize.Smallest(diameter, shape));
        LabelNumbering.CloseGaps(labels);
        return LabelImage.FromLabels(labels, shape);
    }
}
