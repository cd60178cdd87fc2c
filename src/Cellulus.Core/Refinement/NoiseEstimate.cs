using System.Numerics.Tensors;

namespace Cellulus;

/// <summary>Noise of an image, from what differs between neighbours more than a slope would.</summary>
internal static class NoiseEstimate
{
    /// <summary>Median absolute deviation of a normal distribution times this is its standard deviation.</summary>
    private const double DeviationPerMad = 1.4826;

    /// <summary>Fewest grey levels an image is taken to have; flat backgrounds of stored integers show no noise below a level.</summary>
    private const double GreyLevels = 256;

    /// <summary>
    /// Standard deviation of independent noise of one pixel: median absolute second difference along rows, scaled; at least
    /// one of 256 grey levels between the least and the greatest value.
    /// </summary>
    public static double OfPixels(float[] values, ImageShape shape)
    {
        double floor = ((double)TensorPrimitives.Max<float>(values) - TensorPrimitives.Min<float>(values)) / GreyLevels;
        int width = shape.Width - 2, rows = values.Length / shape.Width;
        if (width < 1)
            return floor;
        var differences = new float[rows * width];
        for (int row = 0; row < rows; row++)
        {
            Span<float> to = differences.AsSpan(row * width, width);
            ReadOnlySpan<float> from = values.AsSpan(row * shape.Width, shape.Width);
            TensorPrimitives.Add(from[..width], from[2..], to);
            TensorPrimitives.MultiplyAdd(from.Slice(1, width), -2f, to, to);
            TensorPrimitives.Abs(to, to);
        }
        // The second difference of independent values has six times their variance.
        return Math.Max(floor, OrderStatistics.Percentile(differences, 0.5) * DeviationPerMad / Math.Sqrt(6));
    }
}
