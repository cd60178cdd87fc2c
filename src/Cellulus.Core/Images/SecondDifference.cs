using System.Numerics.Tensors;

namespace Cellulus;

/// <summary>What differs between neighbours of a row more than a slope would: a measure of the noise of pixels.</summary>
internal static class SecondDifference
{
    /// <summary>Median absolute deviation of a normal distribution times this is its standard deviation.</summary>
    public const double DeviationPerMad = 1.4826;

    /// <summary>Absolute second differences of a row of at least three values; two fewer than values.</summary>
    public static void Of(ReadOnlySpan<float> row, Span<float> to)
    {
        TensorPrimitives.Add(row[..to.Length], row[2..], to);
        TensorPrimitives.MultiplyAdd(row.Slice(1, to.Length), -2f, to, to);
        TensorPrimitives.Abs(to, to);
    }

    /// <summary>Standard deviation of independent noise of one pixel, from the median of all differences: the second difference of
    /// independent values has six times their variance.</summary>
    public static double Deviation(float median) => median * DeviationPerMad / Math.Sqrt(6);
}
