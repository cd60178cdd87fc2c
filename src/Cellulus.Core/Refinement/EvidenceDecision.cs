namespace Cellulus;

/// <summary>
/// Which scores of one image are more than chance, for all of its objects together: a false discovery rate after Storey (2002) with the conservative estimate of the number
/// of chance finds (Storey, Taylor, Siegmund 2004), once the strongest object has shown that there is any.
/// </summary>
internal static class EvidenceDecision
{
    /// <summary>
    /// What finds in noise score: about this with a deviation of about one, whatever the noise, instead of none, since who searches for objects finds the places and the outlines
    /// that differ most. Measured on what networks and blob detectors find in nine kinds of noise: median 1.6 to 2.5, 95th percentile 3.0 to 4.3.
    /// </summary>
    private const double MedianOfChance = 2, DeviationOfChance = 1.25;

    /// <summary>Probability that an image without objects is said to have one, by all its finds together.</summary>
    private const double FamilywiseError = 0.001;

    /// <summary>The score that an object is known by, whatever the others: none of so many finds in noise has it.</summary>
    public static double LeastKnown(int count) => MedianOfChance + DeviationOfChance * Math.Sqrt(2 * Math.Log(0.5 * count / FamilywiseError));

    /// <summary>The least score that an object of the image must have.</summary>
    /// <param name="scores">Score of each object that could be judged.</param>
    /// <param name="falseDiscoveryRate">Share of those kept that may be chance finds.</param>
    public static double LeastScore(double[] scores, double falseDiscoveryRate)
    {
        if (scores.Length == 0 || falseDiscoveryRate >= 1)
            return 0;
        double[] falling = [.. scores.OrderDescending()];
        if (falling[0] < LeastKnown(scores.Length))
            return double.PositiveInfinity;
        // Half of the chance finds score less than their median.
        double chanceFinds = Math.Min(scores.Length, 2.0 * (1 + scores.Count(s => s < MedianOfChance)));
        int kept = falling.Length;
        while (kept > 1 && chanceFinds * ChanceOf(falling[kept - 1]) > falseDiscoveryRate * kept)
            kept--;
        return falling[kept - 1];
    }

    /// <summary>Upper bound of the probability that a chance find scores as much or more: Chernoff's, of a normal distribution.</summary>
    private static double ChanceOf(double score) =>
        score <= MedianOfChance ? 1 : 0.5 * DeterministicMath.Exp(-0.5 * Math.Pow((score - MedianOfChance) / DeviationOfChance, 2));
}
