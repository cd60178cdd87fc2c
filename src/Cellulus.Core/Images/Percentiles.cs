using System.Runtime.CompilerServices;

namespace Cellulus;

/// <summary>
/// Exact percentiles of float values without sorting or copying: a histogram of the upper 16 bits of each value finds the bucket
/// of a rank, a histogram of the lower 16 bits inside that bucket finds the value. Time is linear, memory constant.
/// </summary>
internal static class Percentiles
{
    private const int Buckets = 1 << 16;

    // Values between two looks at the cancellation token; some 10 ms.
    private const int Chunk = 1 << 23;

    /// <summary>Percentiles with linear interpolation between neighbouring ranks, as numpy.percentile gives them by default.</summary>
    /// <param name="values">Finite values, at least one.</param>
    /// <param name="percentiles">Wanted percentiles, 0 to 100.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public static double[] Of(ReadOnlySpan<float> values, ReadOnlySpan<double> percentiles, CancellationToken cancellationToken = default)
    {
        if (values.IsEmpty)
            throw new ArgumentException("Percentiles need at least one value.", nameof(values));
        long[] coarse = CountUpperHalves(values, cancellationToken);
        var found = new Dictionary<long, float>();
        var result = new double[percentiles.Length];
        for (int i = 0; i < result.Length; i++)
        {
            (long below, double fraction) = RankOf(percentiles[i], values.Length);
            double low = AtRank(values, coarse, below, found, cancellationToken);
            double high = fraction > 0 ? AtRank(values, coarse, below + 1, found, cancellationToken) : low;
            result[i] = Interpolate(low, high, fraction);
        }
        return result;
    }

    private static long[] CountUpperHalves(ReadOnlySpan<float> values, CancellationToken cancellationToken)
    {
        var counts = new long[Buckets];
        for (; !values.IsEmpty; values = values[Math.Min(Chunk, values.Length)..])
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (float value in values[..Math.Min(Chunk, values.Length)])
                counts[OrderedBits(value) >> 16]++;
        }
        return counts;
    }

    private static float AtRank(
        ReadOnlySpan<float> values, long[] coarse, long rank, Dictionary<long, float> found, CancellationToken cancellationToken)
    {
        if (found.TryGetValue(rank, out float known))
            return known;
        (uint bucket, long rankInBucket) = Locate(coarse, rank);
        var fine = new long[Buckets];
        for (; !values.IsEmpty; values = values[Math.Min(Chunk, values.Length)..])
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (float value in values[..Math.Min(Chunk, values.Length)])
            {
                uint bits = OrderedBits(value);
                if (bits >> 16 == bucket)
                    fine[bits & 0xFFFF]++;
            }
        }
        (uint lower, _) = Locate(fine, rankInBucket);
        return found[rank] = FromOrderedBits(bucket << 16 | lower);
    }

    /// <summary>Rank below a percentile, and how far it lies towards the next.</summary>
    internal static (long Below, double Fraction) RankOf(double percentile, long count)
    {
        double rank = Math.Clamp(percentile, 0, 100) / 100 * (count - 1);
        return ((long)rank, rank - (long)rank);
    }

    internal static double Interpolate(double low, double high, double fraction) => low + (high - low) * fraction;

    /// <summary>The bucket that holds a rank, and the rank within it.</summary>
    internal static (uint Bucket, long RankInBucket) Locate(long[] counts, long rank)
    {
        int bucket = 0;
        while (rank >= counts[bucket])
            rank -= counts[bucket++];
        return ((uint)bucket, rank);
    }

    /// <summary>Bits that compare as unsigned integers the way the values compare as floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint OrderedBits(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return bits ^ ((uint)((int)bits >> 31) | 0x8000_0000);
    }

    internal static float FromOrderedBits(uint bits) =>
        BitConverter.UInt32BitsToSingle((bits & 0x8000_0000) != 0 ? bits ^ 0x8000_0000 : ~bits);
}
