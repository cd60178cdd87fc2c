using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// Changes the intensities of a crop as another exposure, dye or camera would: tone, gain, offset, a little blur or noise, each
/// channel by itself. Values are about 0 to 1.
/// </summary>
internal sealed class IntensityJitter
{
    private const double Tone = 0.5, LeastGain = 0.75, MostGain = 1.3, Offset = 0.08, Noise = 0.06, BlurShare = 0.3;
    private float[] _row = [], _above = [];

    public void Apply(Philox random, FeatureMap crop)
    {
        for (int channel = 0; channel < crop.Channels; channel++)
        {
            if (random.NextDouble() < BlurShare)
                Blur(crop, channel, (float)(0.25 * random.NextDouble()));
            float tone = (float)Uniform(random, -Tone, Tone), gain = (float)Uniform(random, LeastGain, MostGain);
            float offset = (float)Uniform(random, -Offset, Offset), noise = (float)(Noise * Math.Max(0, Uniform(random, -1, 1)));
            Span<float> values = crop.Values;
            for (int i = channel; i < values.Length; i += crop.Channels)
            {
                // A parabola over 0 to 1 that keeps both ends and rises everywhere.
                float inside = Math.Clamp(values[i], 0, 1);
                float toned = values[i] + tone * inside * (1 - inside);
                values[i] = gain * toned + offset + (noise > 0 ? noise * (float)random.NextNormal() : 0);
            }
        }
    }

    private static double Uniform(Philox random, double from, double to) => from + (to - from) * random.NextDouble();

    /// <summary>Neighbours in the plane get a share each of a pixel; beyond the border lies the border pixel.</summary>
    private void Blur(FeatureMap crop, int channel, float share)
    {
        int width = crop.Size.Width, height = crop.Size.Height, channels = crop.Channels;
        if (_row.Length < width)
            (_row, _above) = (new float[width], new float[width]);
        for (int z = 0; z < crop.Size.Depth; z++)
        {
            for (int y = 0; y < height; y++)
            {
                Span<float> row = crop.Row(z, y);
                for (int x = 0; x < width; x++)
                    _row[x] = row[x * channels + channel];
                for (int x = 0; x < width; x++)
                    row[x * channels + channel] = (1 - 2 * share) * _row[x] + share * (_row[Math.Max(x - 1, 0)] + _row[Math.Min(x + 1, width - 1)]);
            }
            for (int y = 0; y < height; y++)
            {
                Span<float> row = crop.Row(z, y), below = crop.Row(z, Math.Min(y + 1, height - 1));
                for (int x = 0; x < width; x++)
                {
                    float here = row[x * channels + channel], above = y == 0 ? here : _above[x];
                    row[x * channels + channel] = (1 - 2 * share) * here + share * (above + below[x * channels + channel]);
                    _above[x] = here;
                }
            }
        }
    }
}
