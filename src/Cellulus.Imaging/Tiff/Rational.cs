namespace Cellulus.Imaging;

/// <summary>Fractions of two 32-bit numbers.</summary>
internal static class Rational
{
    /// <summary>The convergent of the continued fraction that is the last to fit: the nearest fraction, and the exact one of round
    /// numbers.</summary>
    /// <param name="value">A positive number.</param>
    public static (uint Numerator, uint Denominator) Nearest(double value)
    {
        double previousNumerator = 0, previousDenominator = 1, numerator = 1, denominator = 0, rest = value;
        for (int i = 0; i < 64; i++)
        {
            double whole = Math.Floor(rest);
            double nextNumerator = whole * numerator + previousNumerator, nextDenominator = whole * denominator + previousDenominator;
            if (nextNumerator > uint.MaxValue || nextDenominator > uint.MaxValue)
                break;
            (previousNumerator, previousDenominator) = (numerator, denominator);
            (numerator, denominator) = (nextNumerator, nextDenominator);
            if (Math.Abs(numerator / denominator - value) <= 1e-15 * value || rest == whole)
                break;
            rest = 1 / (rest - whole);
        }
        // A number outside of what fits: the largest, or the smallest but zero.
        if (denominator == 0)
            return (uint.MaxValue, 1);
        return numerator == 0 ? (1, uint.MaxValue) : ((uint)numerator, (uint)denominator);
    }
}
