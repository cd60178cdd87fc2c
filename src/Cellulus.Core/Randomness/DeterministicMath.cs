namespace Cellulus;

/// <summary>Elementary functions built from sums, products and roots alone, so that results are the same bits on every platform.</summary>
internal static class DeterministicMath
{
    private const double Sqrt2 = 1.4142135623730951;
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

    /// <summary>Natural logarithm of a positive normal number, to about 1e-15.</summary>
    public static double Log(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52) - 1023;
        double mantissa = BitConverter.Int64BitsToDouble(bits & 0xFFFFFFFFFFFFF | 1023L << 52);
        if (mantissa > Sqrt2)
            (mantissa, exponent) = (mantissa / 2, exponent + 1);
        // 2 artanh(s): |s| is below 0.172, so terms fall by 34.
        double s = (mantissa - 1) / (mantissa + 1), square = s * s, sum = 0;
        for (int term = 21; term >= 1; term -= 2)
            sum = sum * square + 1.0 / term;
        return exponent * Ln2High + (2 * s * sum + exponent * Ln2Low);
    }

    /// <summary>A positive number to any power.</summary>
    public static double Power(double x, double exponent) => Exp(exponent * Log(x));

    /// <summary>Cosine of an angle in radians below about 1e6, to about 1e-10.</summary>
    public static double Cos(double x)
    {
        double r = Math.Abs(x - 2 * Math.PI * Math.Floor(x * (0.5 / Math.PI) + 0.5));
        // Taylor series on 0 to pi / 2; the other quarter is its mirror image.
        bool mirrored = r > Math.PI / 2;
        double square = mirrored ? (Math.PI - r) * (Math.PI - r) : r * r;
        double sum = -1.0 / 87178291200;
        sum = sum * square + 1.0 / 479001600;
        sum = sum * square - 1.0 / 3628800;
        sum = sum * square + 1.0 / 40320;
        sum = sum * square - 1.0 / 720;
        sum = sum * square + 1.0 / 24;
        sum = sum * square - 0.5;
        sum = sum * square + 1;
        return mirrored ? -sum : sum;
    }

    /// <summary>Sine of an angle in radians below about 1e6, to about 1e-10.</summary>
    public static double Sin(double x) => Cos(x - Math.PI / 2);

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
