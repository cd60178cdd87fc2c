using System.Numerics.Tensors;

namespace Cellulus;

/// <summary>Noise of an image, from what differs between neighbours more than a slope would.</summary>
internal static class NoiseEstimate
{
    /// <summary>Median absolute deviation of a normal distribution times this is its standard deviation.</summary>
    public const double DeviationPerMad = 1.4826;

    /// <summary>Fewest grey levels an image is taken to have; flat backgrounds of stored integers show no noise below a level.</summary>
    private const double GreyLevels = 256;

    /// <summary>
    /// Standard deviation of independent noise of one pixel: median absolute second difference along rows, scaled; at least
    /// one of 256 grey levels between the least and the greatest value.
    /// </summary>
    public static double OfPixels(float[] values, ImageShape shape)
    {
        float least = TensorPrimitives.Min<float>(values), greatest = TensorPrimitives.Max<float>(values);
        int width = shape.Width - 2, rows = values.Length / shape.Width;
        if (width < 1)
            return FromMedian(0, least, greatest);
        var differences = new float[rows * width];
        for (int row = 0; row < rows; row++)
            Differences(values.AsSpan(row * shape.Width, shape.Width), differences.AsSpan(row * width, width));
        return FromMedian(OrderStatistics.Percentile(differences, 0.5), least, greatest);
    }

    /// <summary>Absolute second differences of a row of at least three values; two fewer than values.</summary>
    public static void Differences(ReadOnlySpan<float> row, Span<float> to)
    {
        TensorPrimitives.Add(row[..to.Length], row[2..], to);
        TensorPrimitives.MultiplyAdd(row.Slice(1, to.Length), -2f, to, to);
        TensorPrimitives.Abs(to, to);
    }

    /// <summary>The estimate from the median of all differences and the range of all values.</summary>
    public static double FromMedian(float median, float least, float greatest) =>
        // The second difference of independent values has six times their variance.
        Math.Max(((double)greatest - least) / GreyLevels, median * DeviationPerMad / Math.Sqrt(6));
}
