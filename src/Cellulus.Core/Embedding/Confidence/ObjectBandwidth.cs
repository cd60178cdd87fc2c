using MathNet.Numerics.Statistics;

namespace Cellulus;

/// <summary>
/// The bandwidth that suits a network that has learned objects, judged without labels. Where its offsets are rough within an object, as on
/// textured
/// cells, a narrow kernel takes one cell apart: it should be several standard deviations of them wide. Where cells touch on all sides a
/// wide one takes
/// neighbours together: it should not reach half of the way to the nearest.
/// </summary>
internal static class ObjectBandwidth
{
    /// <summary>Bandwidths that are asked for, in object diameters.</summary>
    public const double Least = 1.0 / 3, Greatest = 0.5;

    /// <summary>
    /// Standard deviations along an axis. That of the median object is .03 to .05 diameters of even nuclei, .07 to .1 of textured cells and
    /// in tissue.
    /// </summary>
    private const double Deviations = 6;

    /// <summary>Bandwidth to look at the objects with: a narrow one shows pieces of textured cells, which lie close to each
    /// other.</summary>
    public const double OfLook = 0.4;

    /// <summary>Share of the median distance to the nearest centre: .9 diameters in tissue, 1 in dense nuclei, more elsewhere.</summary>
    private const double ShareOfDistance = 0.36;

    /// <summary>The bandwidth in object diameters; <see cref="Least"/> where there is no object.</summary>
    /// <param name="images">What was found in each image with <see cref="OfLook"/>.</param>
    public static double Of(IReadOnlyCollection<ObjectLayout> images)
    {
        double[] spreads = [.. images.SelectMany(i => i.Spreads)], distances = [.. images.SelectMany(i => i.Distances)];
        if (spreads.Length == 0)
            return Least;
        double reach = distances.Length == 0 ? Greatest : ShareOfDistance * distances.Median();
        return Math.Clamp(Math.Min(Deviations * spreads.Median(), reach), Least, Greatest);
    }
}
