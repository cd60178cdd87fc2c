using MathNet.Numerics.Statistics;

namespace Cellulus;

/// <summary>
/// How much speaks for an object: the largest of three differences - intensity and texture of the inside less those of the ring, intensity of the rim less that just beyond the border -
/// in deviations of what the same outline measures at places around it. Brighter or darker alike. Noise of any grain, slopes and lines are in those places as they are in the object.
/// </summary>
internal static class EvidenceScore
{
    /// <summary>Places that tell a deviation; with fewer, pixels are taken to be independent.</summary>
    private const int FewestPlaces = 8;

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
        (int Z, int Y, int X)[] shifts =
        [
            .. EvidencePlaces.Shifts(outline.Box, EvidencePlaces.RegionOf(box, scene.Grid), EvidencePlaces.DiameterOf(box))
                .Where(shift => !scene.IsOnKnown(outline.Box.Shift(shift.Z, shift.Y, shift.X))),
        ];
        return Math.Max(
            Math.Max(
                Deviations(outline, outline.Inside, outline.Ring, scene.Intensity, scene.IntensitySums, shifts),
                Deviations(outline, outline.Inside, outline.Ring, scene.Texture, scene.TextureSums, shifts)),
            Deviations(outline, outline.Rim, outline.Beyond, scene.Intensity, scene.IntensitySums, shifts));
    }

    private static double Deviations(
        EvidenceOutline outline, EvidenceOutline.Runs first, EvidenceOutline.Runs second, int[] values, long[] rowSums, (int Z, int Y, int X)[] shifts)
    {
        (double mean, double error) = MiddleMean(outline.Values(first, values));
        (double beyond, double errorBeyond) = MiddleMean(outline.Values(second, values));
        double difference = mean - beyond, deviation = Math.Sqrt(error + errorBeyond);
        if (shifts.Length >= FewestPlaces)
        {
            double[] chance = Array.ConvertAll(shifts, shift => outline.Difference(first, second, rowSums, shift));
            double median = chance.Median();
            difference -= median;
            deviation = Math.Max(deviation, SecondDifference.DeviationPerMad * Array.ConvertAll(chance, c => Math.Abs(c - median)).Median());
        }
        return difference == 0 ? 0 : Math.Abs(difference) / deviation;
    }

    /// <summary>Mean of the middle quarter of some values, so that specks have no say, and the variance of a mean of as many independent values.</summary>
    private static (double Mean, double Variance) MiddleMean(int[] values)
    {
        double mean = 0, square = 0;
        foreach (int value in values)
            mean += value;
        mean /= values.Length;
        foreach (int value in values)
            square += (value - mean) * (value - mean);
        Array.Sort(values);
        int from = 3 * values.Length / 8, to = values.Length - from;
        double sum = 0;
        for (int i = from; i < to; i++)
            sum += values[i];
        return (sum / (to - from), square / values.Length / values.Length);
    }
}
