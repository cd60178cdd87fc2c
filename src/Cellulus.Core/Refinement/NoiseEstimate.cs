using System.Numerics.Tensors;

namespace Cellulus;

/// <summary>Noise of an image, from what differs between neighbours more than a slope would.</summary>
internal static class NoiseEstimate
{
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
            SecondDifference.Of(values.AsSpan(row * shape.Width, shape.Width), differences.AsSpan(row * width, width));
        return FromMedian(OrderStatistics.Percentile(differences, 0.5), least, greatest);
    }

    /// <summary>The estimate from the median of all differences and the range of all values.</summary>
    public static double FromMedian(float median, float least, float greatest) =>
        Math.Max(((double)greatest - least) / GreyLevels, SecondDifference.Deviation(median));
}
