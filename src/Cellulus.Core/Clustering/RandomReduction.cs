namespace Cellulus;

/// <summary>Keeps a random share of points. Whether a point is kept depends on its index and the seed alone.</summary>
internal static class RandomReduction
{
    /// <summary>Indices of the kept points among <paramref name="count"/>, rising; at least one if there is any.</summary>
    public static int[] Keep(int count, double probability, ulong seed)
    {
        var kept = new List<int>((int)(count * probability) + 16);
        for (int i = 0; i < count; i++)
            if (Uniform(seed, (ulong)i) < probability)
                kept.Add(i);
        if (kept.Count == 0 && count > 0)
            kept.Add(0);
        return [.. kept];
    }

    /// <summary>A number in [0, 1) by the SplitMix64 mixing function.</summary>
    private static double Uniform(ulong seed, ulong index)
    {
        ulong x = (seed * 0xD1342543DE82EF95 + index + 1) * 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return ((x ^ (x >> 31)) >> 11) * (1.0 / (1L << 53));
    }
}
