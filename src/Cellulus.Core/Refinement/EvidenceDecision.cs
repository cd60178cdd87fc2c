namespace Cellulus;

/// <summary>
/// Which scores of one image are more than chance, for all of its objects together. Where most finds are chance, the rule is a false
/// discovery rate (Storey 2002, with the
/// conservative number of chance finds of Storey, Taylor and Siegmund 2004), once an object has shown beyond doubt that there is any.
/// </summary>
internal static class EvidenceDecision
{
    /// <summary>
    /// What finds in noise score: about this with about this deviation, whatever the noise, since who searches for objects finds the places
    /// and the outlines that differ most.
    /// Measured on 4,400 finds of a network in nineteen kinds of noise: medians 1.9 to 2.4, of a hundred finds the strongest 4 to 7.
    /// </summary>
    private const double MedianOfChance = 2, DeviationOfChance = 1.25;

    /// <summary>Probability that an image without objects is said to have one, by all its finds together.</summary>
    private const double FamilywiseError = 1e-4;

    /// <summary>Share of the image that objects cover from which on places around an object show others. Finds in noise cover .46 at most,
    /// but for one image of stripes.</summary>
    private const double Crowded = 0.5;

    /// <summary>
    /// The same share of objects beyond those that may be chance, and how many finds tell of it, where the strongest of all is chance in
    /// one of a thousand images at most. Tissue has .17 and
    /// more, what a network finds in noise up to .05; who takes the strongest bumps only fails by the strongest.
    /// </summary>
    private const double CrowdedBeyondChance = 0.1, CrowdError = 0.001;

    private const int FewestOfCrowd = 5;

    /// <summary>Whether there are so many objects that chance cannot be told from them.</summary>
    public static bool IsCrowded(double coverage) => coverage >= Crowded;

    /// <summary>The score that an object is known by, whatever the others: none of so many finds in noise has it.</summary>
    public static double LeastKnown(int count) => LeastOf(FamilywiseError / Math.Max(1, count));

    /// <summary>The least score that an object of the image must have.</summary>
    /// <param name="scores">Score of each.</param>
    /// <param name="coverage">Share of the image that they cover.</param>
    /// <param name="falseDiscoveryRate">Share of those kept that may be chance finds.</param>
    public static double LeastScore(double[] scores, double coverage, double falseDiscoveryRate)
    {
        if (scores.Length == 0 || falseDiscoveryRate >= 1)
            return 0;
        // Half of the chance finds score less than their median.
        double chanceFinds = Math.Min(scores.Length, 2.0 * (1 + scores.Count(s => s < MedianOfChance)));
        double[] falling = [.. scores.OrderDescending()];
        bool isCrowd = scores.Length >= FewestOfCrowd && coverage * (1 - chanceFinds / scores.Length) >= CrowdedBeyondChance;
        if (isCrowd && falling[0] >= LeastOf(CrowdError / scores.Length))
            return 0;
        if (falling[0] < LeastKnown(scores.Length))
            return double.PositiveInfinity;
        int kept = falling.Length;
        while (kept > 1 && falling[kept - 1] < LeastOf(falseDiscoveryRate * kept / chanceFinds))
            kept--;
        return falling[kept - 1];
    }

    /// <summary>What a share of the chance finds scores at least.</summary>
    private static double LeastOf(double share) => share >= 1 ? 0 : MedianOfChance + DeviationOfChance * NormalQuantile.Of(1 - share);
}
