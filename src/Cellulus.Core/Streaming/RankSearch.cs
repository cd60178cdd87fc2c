namespace Cellulus;

/// <summary>
/// Exact order statistics of values that are gone through twice: a histogram of the upper 16 bits finds the buckets of the ranks, one of
/// the lower 16 bits inside each finds the values. The same values as <see cref="Percentiles"/> finds in memory.
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
                coarse[Percentiles.OrderedBits(value) >> 16]++;
        }, cancellationToken);
        long count = coarse.Sum();
        if (count == 0)
            return [];
        (uint Bucket, long Rank)[] places = Array.ConvertAll(ranksOf(count), rank => Percentiles.Locate(coarse, rank));

        var fine = new long[]?[Buckets];
        foreach ((uint bucket, _) in places)
            fine[bucket] ??= new long[Buckets];
        values.Visit(block =>
        {
            foreach (float value in block)
                if (Percentiles.OrderedBits(value) is var bits && fine[bits >> 16] is { } counts)
                    counts[bits & 0xFFFF]++;
        }, cancellationToken);
        return Array.ConvertAll(places, p => Percentiles.FromOrderedBits(p.Bucket << 16 | Percentiles.Locate(fine[p.Bucket]!, p.Rank).Bucket));
    }

    /// <summary>Percentiles, interpolated as <see cref="Percentiles.Of"/> does.</summary>
    public static double[] Percentile(IValueScan values, double[] percentiles, CancellationToken cancellationToken)
    {
        (long Below, double Fraction)[] ranks = [];
        float[] found = Find(
            values,
            count =>
            {
                ranks = Array.ConvertAll(percentiles, p => Percentiles.RankOf(p, count));
                return [.. ranks.SelectMany(r => new[] { r.Below, r.Fraction > 0 ? r.Below + 1 : r.Below })];
            },
            cancellationToken);
        return [.. ranks.Select((r, i) => Percentiles.Interpolate(found[2 * i], found[2 * i + 1], r.Fraction))];
    }

    /// <summary>The lower median; null if there are no values.</summary>
    public static float? Median(IValueScan values, CancellationToken cancellationToken) =>
        Find(values, count => [(long)(0.5 * (count - 1))], cancellationToken) is [var median] ? median : null;
}
