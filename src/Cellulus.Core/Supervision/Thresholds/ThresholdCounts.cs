namespace Cellulus;

/// <summary>What a pair of thresholds does on images of which something is known.</summary>
/// <param name="Found">Objects that count and are found.</param>
/// <param name="Missed">Objects that count and are not found.</param>
/// <param name="Wrong">Finds that are no object, weighted by the share of the known objects that count.</param>
internal record struct ThresholdCounts(double Found, double Missed, double Wrong)
{
    public readonly double F1 => Found == 0 ? 0 : 2 * Found / (2 * Found + Missed + Wrong);

    /// <summary>That of a share of all objects that count.</summary>
    public readonly double StandardError => Math.Sqrt(F1 * (1 - F1) / Math.Max(1, Found + Missed));
}
