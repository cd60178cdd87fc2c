using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// Salt-and-pepper noise (paper section 3.3): in the first half of the passes some pixels become 0.5, in the second half 1. Whether
/// a pixel is hit depends on seed, pass and its place in the image alone, so any window of a noisy image can be made by itself.
/// </summary>
internal sealed class SaltAndPepper
{
    private readonly float _probability;
    private readonly int _passes;
    private readonly Action<int, long, Span<float>> _draw;

    /// <param name="options">Probability, number of passes, seed.</param>
    public SaltAndPepper(EmbeddingOptions options)
        : this(options, (pass, first, values) =>
        {
            var random = new Philox(options.Seed, RandomStreams.Noise + (ulong)pass) { Position = (ulong)first };
            random.Fill(values);
        })
    {
    }

    /// <param name="options">Probability and number of passes.</param>
    /// <param name="draw">Gives the uniform numbers of a pass from a value's index in (channel, z, y, x) on.</param>
    internal SaltAndPepper(EmbeddingOptions options, Action<int, long, Span<float>> draw)
    {
        _probability = (float)options.NoiseProbability;
        _passes = options.Passes ?? EmbeddingOptions.DefaultPasses;
        _draw = draw;
    }

    /// <summary>Number of noisy copies: twice the number of passes.</summary>
    public int Copies => 2 * _passes;

    /// <summary>Fills a map, channels last, with a window of one noisy copy; outside of the whole, the noisy image is mirrored.</summary>
    /// <param name="image">The part of the whole that counts. What the window touches beyond it is 0: it lies in a tile that reaches
    /// farther than the region wanted.</param>
    /// <param name="pass">Which copy.</param>
    /// <param name="origin">First pixel of the window, in the whole.</param>
    /// <param name="target">Takes the window.</param>
    public void Fill(ImageWindow image, int pass, (int Z, int Y, int X) origin, FeatureMap target)
    {
        float value = pass < _passes ? 0.5f : 1f;
        ImageShape window = target.Size, whole = image.Whole;
        GridBox place = image.Box;
        int channels = image.Image.Channels;
        (int first, int last) = MirrorPadding.Touched(origin.X, origin.X + window.Width, whole.Width);
        int from = Math.Clamp(place.X0 - first, 0, last - first), to = Math.Clamp(place.X1 - first, from, last - first);
        float[] row = new float[last - first], uniform = new float[last - first];
        for (int channel = 0; channel < channels; channel++)
        {
            ReadOnlySpan<float> pixels = image.Image.GetChannel(channel);
            for (int z = 0; z < window.Depth; z++)
            {
                for (int y = 0; y < window.Height; y++)
                {
                    int wholeZ = MirrorPadding.Reflect(origin.Z + z, whole.Depth), wholeY = MirrorPadding.Reflect(origin.Y + y, whole.Height);
                    Span<float> output = target.Row(z, y);
                    if (wholeZ < place.Z0 || wholeZ >= place.Z1 || wholeY < place.Y0 || wholeY >= place.Y1)
                    {
                        output.Clear();
                        continue;
                    }
                    int start = place.Shape.IndexOf(wholeZ - place.Z0, wholeY - place.Y0, 0) + first - place.X0;
                    _draw(pass, channel * whole.PixelCount + ((long)wholeZ * whole.Height + wholeY) * whole.Width + first, uniform);
                    for (int x = from; x < to; x++)
                        row[x] = uniform[x] <= _probability ? value : pixels[start + x];
                    for (int x = 0; x < window.Width; x++)
                        output[x * channels + channel] = row[MirrorPadding.Reflect(origin.X + x, whole.Width) - first];
                }
            }
        }
    }
}
