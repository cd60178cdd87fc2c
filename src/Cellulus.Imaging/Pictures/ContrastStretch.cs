namespace Cellulus.Imaging;

/// <summary>Maps values to brightness: a low percentile to 0, a high one to 1.</summary>
internal readonly struct ContrastStretch
{
    // Percentiles of more values come from a regular sample; pictures do not need them exact.
    private const int MaxSample = 1 << 18;

    private readonly float _low;
    private readonly float _scale;
    private readonly float _gamma;

    private ContrastStretch(float low, float high, float gamma)
    {
        _low = low;
        _scale = high > low ? 1 / (high - low) : 0;
        _gamma = gamma;
    }

    public static ContrastStretch Fit(ReadOnlySpan<float> values, PictureOptions options)
    {
        // An odd step, lest the sample keep to the same few columns.
        int step = values.Length / MaxSample | 1;
        float[] sample = new float[(values.Length + step - 1) / step];
        for (int i = 0; i < sample.Length; i++)
            sample[i] = values[i * step];
        Array.Sort(sample);
        float low = sample[Rank(options.LowPercentile)], high = sample[Rank(options.HighPercentile)];
        // A few bright pixels in an even image are all there is to see.
        return high > low ? new(low, high, (float)options.Gamma) : new(low, sample[^1], (float)options.Gamma);

        int Rank(double percentile) => (int)Math.Round(percentile / 100 * (sample.Length - 1));
    }

    public float Map(float value)
    {
        float t = Math.Clamp((value - _low) * _scale, 0f, 1f);
        return _gamma == 1 ? t : MathF.Pow(t, _gamma);
    }
}
