using System.Runtime.InteropServices;
using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// Changes the intensities of a crop as another exposure, dye or camera would: unevenness within objects, tone, gain, offset, blur,
/// noise, each channel by itself. An image of few or dim objects is stretched by its normalisation until its noise is as large as
/// that. Values are about 0 to 1. Buffers of one thread.
/// </summary>
internal sealed class IntensityJitter
{
    private const double Tone = 0.8, LeastGain = 0.4, MostGain = 1.3, Offset = 0.1, Noise = 0.15, BlurShare = 0.3;

    /// <summary>Normalisation puts the first percentile at 0, so background of this many standard deviations of noise lies above
    /// it.</summary>
    private const double Percentile = 2.3;

    /// <summary>Grain of an uneven stain, less than half an object, and what it leaves of the stain or makes of it at most.</summary>
    private const int Grain = 10;
    private const double LeastStain = 0.1, MostStain = 2.5;

    /// <summary>An object of which less than this is left on average has vanished.</summary>
    private const double LeastLeft = 0.7;

    private readonly double _unevenness;
    private readonly Dictionary<int, (double Gain, int Pixels)> _stain = [];
    private readonly ElasticField _shade;
    private readonly float[] _row, _above;
    private readonly BackgroundLevel[] _background;

    /// <param name="crop">Extent of a crop.</param>
    /// <param name="channels">Its channels.</param>
    /// <param name="unevenness">Standard deviation of the stain's factor at most; from 1 on whole parts of objects vanish.</param>
    public IntensityJitter(ImageShape crop, int channels, double unevenness)
    {
        _unevenness = unevenness;
        _background = new BackgroundLevel[channels];
        _shade = new ElasticField(crop, Grain);
        (_row, _above) = (new float[crop.Width], new float[crop.Width]);
    }

    /// <param name="random">Drawn from.</param>
    /// <param name="crop">Changed.</param>
    /// <param name="labels">Labels of the pixels in its middle, order (z, y, x); 0 is background. Objects that vanish become
    /// unknown.</param>
    /// <param name="labelled">Their extent.</param>
    public void Apply(Philox random, FeatureMap crop, Span<int> labels, ImageShape labelled)
    {
        BackgroundLevel.Measure(crop, labels, labelled, _background);
        for (int channel = 0; channel < crop.Channels; channel++)
        {
            if (random.NextDouble() < BlurShare)
                Blur(crop, channel, (float)(0.25 * random.NextDouble()));
            Shade(random, crop, channel, _unevenness * Math.Max(0, Uniform(random, -1, 1)), _background[channel], labels, labelled);
            float tone = (float)Uniform(random, -Tone, Tone), gain = (float)Uniform(random, LeastGain, MostGain);
            float noise = (float)Rarely(random, Noise), offset = (float)(Uniform(random, -Offset, Offset) + Percentile * noise);
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

    /// <summary>Nothing in half of the cases, otherwise up to a limit, and seldom much.</summary>
    private static double Rarely(Philox random, double most)
    {
        double share = Math.Max(0, Uniform(random, -1, 1));
        return most * share * share;
    }

    private void Shade(
        Philox random, FeatureMap crop, int channel, double strength, BackgroundLevel background, Span<int> labels, ImageShape labelled)
    {
        if (strength == 0)
            return;
        _shade.Draw(random, strength);
        ForgetVanished(crop.Size, labels, labelled);
        for (int z = 0; z < crop.Size.Depth; z++)
        {
            for (int y = 0; y < crop.Size.Height; y++)
            {
                Span<float> row = crop.Row(z, y);
                for (int x = 0; x < crop.Size.Width; x++)
                {
                    ref float value = ref row[x * crop.Channels + channel];
                    double gain = GainAt(z, y, x);
                    value = background.Mean + (value - background.Mean) * (float)gain;
                    // Noise stays as strong where the stain is weak: otherwise its absence would give objects away.
                    if (gain < 1)
                        value += (float)(background.Deviation * Math.Sqrt(1 - gain * gain) * random.NextNormal());
                }
            }
        }
    }

    private double GainAt(int z, int y, int x) => Math.Clamp(1 + _shade.At(z, y, x).X, LeastStain, MostStain);

    // Who learns to see an object where hardly anything is left of it sees objects everywhere.
    private void ForgetVanished(ImageShape crop, Span<int> labels, ImageShape labelled)
    {
        _stain.Clear();
        (int mz, int my, int mx) = ObjectCropSampler.Margin(crop, labelled);
        for (int z = 0, i = 0; z < labelled.Depth; z++)
            for (int y = 0; y < labelled.Height; y++)
                for (int x = 0; x < labelled.Width; x++, i++)
                    if (labels[i] > 0)
                    {
                        ref (double Gain, int Pixels) stain = ref CollectionsMarshal.GetValueRefOrAddDefault(_stain, labels[i], out _);
                        stain = (stain.Gain + GainAt(z + mz, y + my, x + mx), stain.Pixels + 1);
                    }
        foreach (ref int label in labels)
            if (label > 0 && _stain[label] is var stain && stain.Gain < LeastLeft * stain.Pixels)
                label = PseudoLabels.Unknown;
    }

    /// <summary>Neighbours in the plane get a share each of a pixel; beyond the border lies the border pixel.</summary>
    private void Blur(FeatureMap crop, int channel, float share)
    {
        int width = crop.Size.Width, height = crop.Size.Height, channels = crop.Channels;
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
