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

    /// <summary>Fills a map, channels last, with a window of one noisy copy; outside, the noisy image is mirrored.</summary>
    public void Fill(MicroscopyImage image, int pass, (int Z, int Y, int X) origin, FeatureMap target)
    {
        float value = pass < _passes ? 0.5f : 1f;
        ImageShape window = target.Size, shape = image.Shape;
        (int first, int last) = Range(origin.X, window.Width, shape.Width);
        float[] row = new float[last - first], uniform = new float[last - first];
        for (int channel = 0; channel < image.Channels; channel++)
        {
            ReadOnlySpan<float> pixels = image.GetChannel(channel);
            for (int z = 0; z < window.Depth; z++)
            {
                for (int y = 0; y < window.Height; y++)
                {
                    int start = shape.IndexOf(
                        MirrorPadding.Reflect(origin.Z + z, shape.Depth), MirrorPadding.Reflect(origin.Y + y, shape.Height), first);
                    _draw(pass, (long)channel * pixels.Length + start, uniform);
                    for (int x = 0; x < row.Length; x++)
                        row[x] = uniform[x] <= _probability ? value : pixels[start + x];
                    Span<float> output = target.Row(z, y);
                    for (int x = 0; x < window.Width; x++)
                        output[x * image.Channels + channel] = row[MirrorPadding.Reflect(origin.X + x, shape.Width) - first];
                }
            }
        }
    }

    /// <summary>Columns of the image that a window touches, directly or mirrored.</summary>
    private static (int First, int End) Range(int origin, int width, int length)
    {
        int first = length, last = -1;
        for (int x = origin; x < origin + width; x++)
        {
            int column = MirrorPadding.Reflect(x, length);
            first = Math.Min(first, column);
            last = Math.Max(last, column);
        }
        return (first, last + 1);
    }
}
