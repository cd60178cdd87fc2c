namespace Cellulus;

/// <summary>Finds, without labels, where between background and object the border of an object lies.</summary>
internal static class BorderLevelSearch
{
    /// <summary>The search begins with all that is clearly brighter than the background.</summary>
    private const double FirstShare = 0.1;

    /// <summary>
    /// A blurred edge has half of its height at the border. What an object has near the border is already a little below its full height
    /// because of the blur.
    /// </summary>
    private const double RimShare = 0.6;

    /// <summary>Share of the pixels of a disc that counts as near its border; of a ball it is the share in a shell as deep.</summary>
    private const double RimOfDisc = 0.25;

    /// <summary>Borders of one image are seen with one eye: the level of each is moved this little towards that of the others, whatever
    /// their rims.</summary>
    private const double LeastMove = 0.8, MostMove = 1.25;

    private const int MostCuts = 12;

    /// <summary>
    /// Cuts an object at the level that agrees with itself: 0.6 of its rim, which is what the dimmer quarter of the pixels inside (35 % in
    /// volumes)
    /// has beyond the background. Unlike a share of the object's peak it does not hang on how unevenly the inside is stained. Of a dim
    /// object
    /// it is a little more, of a bright one a little less, by the fourth root of what the typical rim is of its own.
    /// </summary>
    /// <param name="around">The object.</param>
    /// <param name="background">Intensity around it.</param>
    /// <param name="contrast">Its level less the background, above 0.</param>
    /// <param name="least">No border is placed at less than this beyond the background: what noise alone may reach.</param>
    /// <param name="typicalRim">Rim of the image's typical object; <see langword="null"/> to look at this object alone.</param>
    /// <param name="rim">Rim of the object as it was cut.</param>
    /// <returns>False if nothing is left.</returns>
    public static bool Cut(ObjectNeighbourhood around, double background, double contrast, double least, double? typicalRim, out double rim)
    {
        double dimmer = 1 - Math.Pow(1 - RimOfDisc, around.Rank / 2.0);
        double share = Math.Max(FirstShare * contrast, least);
        rim = 0;
        for (int cuts = 0; cuts < MostCuts; cuts++)
        {
            if (!around.Cut((float)(background + share)))
                return false;
            rim = around.Percentile(dimmer) - background;
            double next = Math.Max(RimShare * Move(rim, typicalRim) * rim, least);
            if (Math.Abs(next - share) <= 1e-3 * contrast)
                break;
            share = next;
        }
        return true;
    }

    private static double Move(double rim, double? typicalRim) =>
        typicalRim is > 0 && rim > 0 ? Math.Clamp(Math.Sqrt(Math.Sqrt(typicalRim.Value / rim)), LeastMove, MostMove) : 1;
}
