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

    private const int MostCuts = 12;

    /// <summary>
    /// Cuts an object at the level that agrees with itself: 0.6 of what the dimmer quarter of the pixels inside (35 % in volumes) has beyond the
    /// background. Unlike a share of the object's peak it does not hang on how unevenly the inside is stained.
    /// </summary>
    /// <param name="around">The object.</param>
    /// <param name="background">Intensity around it.</param>
    /// <param name="contrast">Its level less the background, above 0.</param>
    /// <param name="least">No border is placed at less than this beyond the background: what noise alone may reach.</param>
    /// <returns>False if nothing is left.</returns>
    public static bool Cut(ObjectNeighbourhood around, double background, double contrast, double least)
    {
        double rim = 1 - Math.Pow(1 - RimOfDisc, around.Rank / 2.0);
        double share = Math.Max(FirstShare * contrast, least);
        for (int cuts = 0; cuts < MostCuts; cuts++)
        {
            if (!around.Cut((float)(background + share)))
                return false;
            double next = Math.Max(RimShare * (around.Percentile(rim) - background), least);
            if (Math.Abs(next - share) <= 1e-3 * contrast)
                break;
            share = next;
        }
        return true;
    }
}
