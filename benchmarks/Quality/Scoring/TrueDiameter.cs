namespace Cellulus.Benchmarks.Quality;

/// <summary>How large true objects are.</summary>
internal static class TrueDiameter
{
    /// <summary>Median diameter, in px, of discs (balls in volumes) as large as the true objects.</summary>
    public static double Median(IReadOnlyCollection<TestImage> images, int minSize)
    {
        double[] sorted = [.. images.SelectMany(i => Diameters(i.Truth, minSize)).Order()];
        return sorted.Length == 0 ? 0 : sorted[sorted.Length / 2];
    }

    private static IEnumerable<double> Diameters(LabelImage truth, int minSize) =>
        from area in OverlapTable.Build(truth, truth).TruthAreas
        where area >= minSize
        select truth.Shape.Rank == 3 ? Math.Cbrt(6 * area / Math.PI) : Math.Sqrt(4 * area / Math.PI);
}
