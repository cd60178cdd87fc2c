namespace Cellulus.Testing;

/// <summary>Turns expected photons into recorded counts: shot noise, read noise, gain, offset, rounding and saturation.</summary>
internal static class Camera
{
    private const double NormalFrom = 25;

    public static float[] Record(float[] photons, CellSceneOptions options, Philox random)
    {
        var counts = new float[photons.Length];
        double saturation = options.BitDepth == 8 ? byte.MaxValue : ushort.MaxValue;
        for (int i = 0; i < counts.Length; i++)
        {
            double electrons = Poisson(photons[i], random) + options.ReadNoise * random.NextNormal();
            counts[i] = (float)Math.Clamp(Math.Round(options.Offset + options.Gain * electrons), 0, saturation);
        }
        return counts;
    }

    /// <summary>A Poisson number: product of uniform numbers (Knuth) for few photons, the normal approximation for many.</summary>
    private static double Poisson(double mean, Philox random)
    {
        if (mean >= NormalFrom)
            return Math.Max(0, Math.Round(mean + Math.Sqrt(mean) * random.NextNormal()));
        double limit = Math.Exp(-mean), product = random.NextDouble();
        int count = 0;
        for (; product > limit; count++)
            product *= random.NextDouble();
        return count;
    }
}
