using System.Runtime.CompilerServices;

namespace Cellulus;

/// <summary>
/// Exact order statistics of values that are gone through twice: a histogram of the upper 16 bits finds the buckets of the ranks, one of
/// the lower 16 bits inside each finds the values. Time is linear, memory constant.
/// </summary>
internal static class RankSearch
{
    private const int Buckets = 1 << 16;

    /// <summary>The values at ranks, 0 for the least.</summary>
    /// <param name="values">The values.</param>
    /// <param name="ranksOf">Which ranks, given the number of values, which is known after the first time.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>As many values as ranks; none if there are no values.</returns>
    public static float[] Find(IValueScan values, Func<long, long[]> ranksOf, CancellationToken cancellationToken)
    {
        var coarse = new long[Buckets];
        values.Visit(block =>
        {
            foreach (float value in block)
                coarse[OrderedBits(value) >> 16]++;
        }, cancellationToken);
        long count = coarse.Sum();
        if (count == 0)
            return [];
        (uint Bucket, long Rank)[] places = Array.ConvertAll(ranksOf(count), rank => Locate(coarse, rank));

        var fine = new long[]?[Buckets];
        foreach ((uint bucket, _) in places)
            fine[bucket] ??= new long[Buckets];
        values.Visit(block =>
        {
            foreach (float value in block)
                if (OrderedBits(value) is var bits && fine[bits >> 16] is { } counts)
                    counts[bits & 0xFFFF]++;
        }, cancellationToken);
        return Array.ConvertAll(places, p => FromOrderedBits(p.Bucket << 16 | Locate(fine[p.Bucket]!, p.Rank).Bucket));
    }

    /// <summary>Percentiles with linear interpolation between neighbouring ranks, as numpy.percentile gives them by default; at least one
    /// value is needed.</summary>
    public static double[] Percentile(IValueScan values, double[] percentiles, CancellationToken cancellationToken)
    {
        (long Below, double Fraction)[] ranks = [];
        float[] found = Find(
            values,
            count =>
            {
                ranks = Array.ConvertAll(percentiles, p => RankOf(p, count));
                return [.. ranks.SelectMany(r => new[] { r.Below, r.Fraction > 0 ? r.Below + 1 : r.Below })];
            },
            cancellationToken);
        return [.. ranks.Select((r, i) => found[2 * i] + ((double)found[2 * i + 1] - found[2 * i]) * r.Fraction)];
    }

    /// <summary>The lower median; null if there are no values.</summary>
    public static float? Median(IValueScan values, CancellationToken cancellationToken) =>
        Find(values, count => [(long)(0.5 * (count - 1))], cancellationToken) is [var median] ? median : null;

    /// <summary>Rank below a percentile, and how far it lies towards the next.</summary>
    private static (long Below, double Fraction) RankOf(double percentile, long count)
    {
        double rank = Math.Clamp(percentile, 0, 100) / 100 * (count - 1);
        return ((long)rank, rank - (long)rank);
    }

    /// <summary>The bucket that holds a rank, and the rank within it.</summary>
    private static (uint Bucket, long RankInBucket) Locate(long[] counts, long rank)
    {
        int bucket = 0;
        while (rank >= counts[bucket])
            rank -= counts[bucket++];
        return ((uint)bucket, rank);
    }

    /// <summary>Bits that compare as unsigned integers the way the values compare as floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint OrderedBits(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return bits ^ ((uint)((int)bits >> 31) | 0x8000_0000);
    }

    private static float FromOrderedBits(uint bits) =>
        BitConverter.UInt32BitsToSingle((bits & 0x8000_0000) != 0 ? bits ^ 0x8000_0000 : ~bits);
}
