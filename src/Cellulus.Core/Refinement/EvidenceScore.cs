using MathNet.Numerics.Statistics;

namespace Cellulus;

/// <summary>
/// How much speaks for an object: the largest of three differences - intensity and texture of the inside less those of the ring, intensity
/// of the rim less that just beyond the border -
/// in deviations of what the same outline measures at places around it. Brighter or darker alike. Noise of any grain, slopes and lines are
/// in those places as they are in the object.
/// </summary>
internal static class EvidenceScore
{
    /// <summary>Places that tell a deviation; with fewer, pixels are taken to be independent.</summary>
    private const int FewestPlaces = 8;

    /// <summary>Places off known objects from which on they alone tell.</summary>
    private const int FewestFree = 32;

    /// <summary>Pixels of an object below which it cannot be told from a cluster of hot pixels.</summary>
    private const int FewestPixels = 16;

    /// <summary>Judges an object.</summary>
    /// <param name="scene">Image and labels.</param>
    /// <param name="box">Box of the object on the grid of the image.</param>
    /// <param name="label">Its label.</param>
    /// <returns>Not negative; 0 for what fills the image, and for a few pixels.</returns>
    public static double Of(EvidenceScene scene, GridBox box, int label)
    {
        var outline = new EvidenceOutline(scene, box, label);
        if (outline.Inside.Count < FewestPixels || outline.Ring.Count == 0)
            return 0;
        (int Z, int Y, int X)[] all = [.. EvidencePlaces.Shifts(outline.Box, EvidencePlaces.RegionOf(box, scene.Grid), EvidencePlaces.DiameterOf(box))];
        (int Z, int Y, int X)[] shifts = Array.FindAll(all, shift => !scene.IsOnKnown(outline.Box.Shift(shift.Z, shift.Y, shift.X)));
        if (shifts.Length < FewestFree)
            shifts = all;
        return Math.Max(
            Math.Max(
                Deviations(outline, outline.Inside, outline.Ring, scene.Intensity, scene.IntensitySums, shifts),
                Deviations(outline, outline.Inside, outline.Ring, scene.Texture, scene.TextureSums, shifts)),
            Deviations(outline, outline.Rim, outline.Beyond, scene.Intensity, scene.IntensitySums, shifts));
    }

    private static double Deviations(
        EvidenceOutline outline, EvidenceOutline.Runs first, EvidenceOutline.Runs second, int[] values, long[] rowSums, (int Z, int Y, int X)[] shifts)
    {
        var (inner, outer) = (new Level(outline.Values(first, values)), new Level(outline.Values(second, values)));
        double mean = inner.Mean - outer.Mean, middle = inner.Middle - outer.Middle, deviation = Math.Sqrt(inner.Variance + outer.Variance);
        if (shifts.Length >= FewestPlaces)
        {
            double[] chance = Array.ConvertAll(shifts, shift => outline.Difference(first, second, rowSums, shift));
            double median = chance.Median();
            (mean, middle) = (mean - median, middle - median);
            deviation = Math.Max(deviation, SecondDifference.DeviationPerMad * Array.ConvertAll(chance, c => Math.Abs(c - median)).Median());
        }
        // Large specks move the mean alone, lines and blocks the middle alone.
        return mean * middle > 0 ? Math.Min(Math.Abs(mean), Math.Abs(middle)) / deviation : 0;
    }

    /// <summary>How large some values are.</summary>
    private readonly struct Level
    {
        public Level(int[] values)
        {
            Array.Sort(values);
            Mean = MeanOf(values.AsSpan(values.Length / 10, values.Length - 2 * (values.Length / 10)));
            Middle = MeanOf(values.AsSpan(3 * values.Length / 8, values.Length - 2 * (3 * values.Length / 8)));
            foreach (int value in values)
                Variance += (value - Mean) * (value - Mean);
            Variance /= (double)values.Length * values.Length;
        }

        /// <summary>Mean without the tenths at either end.</summary>
        public double Mean { get; }

        /// <summary>Mean of the middle quarter.</summary>
        public double Middle { get; }

        /// <summary>Variance of the mean, were the values independent.</summary>
        public double Variance { get; }

        private static double MeanOf(ReadOnlySpan<int> values)
        {
            long sum = 0;
            foreach (int value in values)
                sum += value;
            return (double)sum / values.Length;
        }
    }
}
