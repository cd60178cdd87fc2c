namespace Cellulus;

/// <summary>Elementary functions built from sums, products and roots alone, so that results are the same bits on every platform.</summary>
internal static class DeterministicMath
{
    private const double Log2E = 1.4426950408889634, Ln2High = 0.693147180369123816490, Ln2Low = 1.90821492927058770002e-10;

    /// <summary>e to the x, to about 1e-15 relative; 0 below -700.</summary>
    public static double Exp(double x)
    {
        if (x < -700)
            return 0;
        if (!(x <= 700))
            return x > 700 ? double.PositiveInfinity : double.NaN;
        double n = Math.Floor(x * Log2E + 0.5);
        double r = x - n * Ln2High - n * Ln2Low;
        // Taylor series on |r| <= ln(2) / 2: the 13th power is below one unit in the last place.
        double sum = 1.0 / 6227020800;
        sum = sum * r + 1.0 / 479001600;
        sum = sum * r + 1.0 / 39916800;
        sum = sum * r + 1.0 / 3628800;
        sum = sum * r + 1.0 / 362880;
        sum = sum * r + 1.0 / 40320;
        sum = sum * r + 1.0 / 5040;
        sum = sum * r + 1.0 / 720;
        sum = sum * r + 1.0 / 120;
        sum = sum * r + 1.0 / 24;
        sum = sum * r + 1.0 / 6;
        sum = sum * r + 0.5;
        sum = sum * r + 1;
        sum = sum * r + 1;
        return sum * BitConverter.Int64BitsToDouble((long)(n + 1023) << 52);
    }

    /// <summary>Whole power by squaring.</summary>
    public static double Power(double x, int exponent)
    {
        double result = 1;
        for (; exponent > 0; exponent >>= 1, x *= x)
            if ((exponent & 1) == 1)
                result *= x;
        return result;
    }
}
