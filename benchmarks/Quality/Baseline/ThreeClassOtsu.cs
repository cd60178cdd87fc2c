using System.Numerics.Tensors;

namespace Cellulus.Benchmarks.Quality;

/// <summary>Otsu's criterion for three classes: background, dim objects, bright objects.</summary>
internal static class ThreeClassOtsu
{
    private const int Bins = 256;

    /// <summary>The lower of the two thresholds with the greatest variance between three classes.</summary>
    public static double Lower(ReadOnlySpan<float> values)
    {
        float low = TensorPrimitives.Min(values), high = TensorPrimitives.Max(values);
        if (low == high)
            return low;
        // Sums over the bins before each, so that any class is a difference of two entries.
        var count = new double[Bins + 1];
        var sum = new double[Bins + 1];
        foreach (float value in values)
            count[1 + Math.Min(Bins - 1, (int)((value - low) / (high - low) * Bins))]++;
        for (int i = 1; i <= Bins; i++)
        {
            sum[i] = sum[i - 1] + count[i] * (i - 0.5);
            count[i] += count[i - 1];
        }
        (int best, double greatest) = (1, double.NegativeInfinity);
        for (int first = 1; first < Bins - 1; first++)
            for (int second = first + 1; second < Bins; second++)
                if (Share(0, first) + Share(first, second) + Share(second, Bins) is var variance && variance > greatest)
                    (best, greatest) = (first, variance);
        return low + (double)best / Bins * (high - low);

        // Count times squared mean; the mean of all is the same for all splits.
        double Share(int from, int to)
        {
            double n = count[to] - count[from], s = sum[to] - sum[from];
            return n > 0 ? s * s / n : 0;
        }
    }
}
