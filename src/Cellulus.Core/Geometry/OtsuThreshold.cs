using System.Numerics;
using System.Numerics.Tensors;

namespace Cellulus;

/// <summary>Otsu's threshold over a histogram of 256 equal bins between the least and the greatest value.</summary>
internal static class OtsuThreshold
{
    private const int Bins = 256;

    /// <summary>
    /// The centre of the bin that ends the lower class, as scikit-image's <c>threshold_otsu</c>; the value itself if all are equal.
    /// </summary>
    /// <param name="values">At least one value, all finite.</param>
    public static double Compute<T>(ReadOnlySpan<T> values) where T : unmanaged, IFloatingPointIeee754<T>
    {
        double low = double.CreateTruncating(TensorPrimitives.Min(values)), high = double.CreateTruncating(TensorPrimitives.Max(values));
        if (low == high)
            return low;
        Span<double> edges = stackalloc double[Bins + 1];
        for (int i = 0; i <= Bins; i++)
            edges[i] = i * ((high - low) / Bins) + low;
        edges[Bins] = high;
        Span<int> counts = stackalloc int[Bins];
        counts.Clear();
        double scale = Bins / (high - low);
        foreach (T t in values)
        {
            double value = double.CreateTruncating(t);
            int bin = Math.Min((int)((value - low) * scale), Bins - 1);
            if (value < edges[bin])
                bin--;
            else if (bin < Bins - 1 && value >= edges[bin + 1])
                bin++;
            counts[bin]++;
        }
        return BestSplit(counts, edges);
    }

    /// <summary>The first split with the greatest variance between the classes.</summary>
    private static double BestSplit(ReadOnlySpan<int> counts, ReadOnlySpan<double> edges)
    {
        Span<double> upperMean = stackalloc double[Bins], centres = stackalloc double[Bins];
        Span<long> upperCount = stackalloc long[Bins];
        long count = 0;
        double sum = 0;
        for (int i = Bins - 1; i >= 0; i--)
        {
            centres[i] = (edges[i] + edges[i + 1]) / 2;
            upperCount[i] = count += counts[i];
            upperMean[i] = (sum += counts[i] * centres[i]) / count;
        }
        (count, sum) = (0, 0);
        int best = 0;
        double greatest = double.NegativeInfinity;
        for (int i = 0; i < Bins - 1; i++)
        {
            count += counts[i];
            sum += counts[i] * centres[i];
            double difference = sum / count - upperMean[i + 1], variance = (double)count * upperCount[i + 1] * (difference * difference);
            if (variance > greatest)
                (best, greatest) = (i, variance);
        }
        return centres[best];
    }
}
