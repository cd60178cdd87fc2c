using Cellulus.Engine;
using Cellulus.Scenes;

namespace Cellulus.Pretraining;

/// <summary>Draws scenes and gives them to the network as it gets images: normalised, on its three inputs. Buffers of one thread.</summary>
internal sealed class SceneExample
{
    /// <summary>Share of the scenes shown as parts of an image whose other parts are brighter, so that they fill less of the
    /// range.</summary>
    private const double PartShare = 0.4;

    private const double LeastGain = 0.35, MostGain = 1.15, Offset = 0.08;

    private readonly SceneGenerator _generator;
    private readonly ulong _seed;

    /// <param name="options">Of the scenes.</param>
    /// <param name="seed">Of the scenes.</param>
    public SceneExample(SceneOptions options, ulong seed)
    {
        (_generator, _seed) = (new SceneGenerator(options), seed);
        Labels = new int[options.Shape.CheckedLength()];
        Depths = new float[Labels.Length];
    }

    public int[] Labels { get; }

    /// <summary>Distance of each pixel from the border of its object; see <see cref="BorderDepth"/>.</summary>
    public float[] Depths { get; }

    /// <summary>Draws a scene.</summary>
    /// <param name="number">Number of the scene.</param>
    /// <param name="input">Takes it, channels last.</param>
    /// <param name="random">For how the scene is shown.</param>
    public void Draw(ulong number, FeatureMap input, Philox random)
    {
        Scene scene = _generator.Draw(_seed, number);
        scene.Truth.Labels.CopyTo(Labels);
        scene.Depths.CopyTo(Depths, 0);
        int channels = scene.Image.Channels, turn = random.NextInt(channels);
        bool isPart = random.NextDouble() < PartShare;
        for (int to = 0; to < input.Channels; to++)
        {
            // One channel three times; of two, either twice.
            int from = (to + turn) % channels;
            (float low, float scale) = Range(scene.Image.GetChannel(from));
            float gain = isPart ? (float)(LeastGain + (MostGain - LeastGain) * Part(random, from)) : 1, offset = isPart ? (float)(Offset * (2 * Part(random, from + 3) - 1)) : 0;
            ReadOnlySpan<float> source = scene.Image.GetChannel(from);
            Span<float> values = input.Values;
            for (int i = 0, at = to; i < source.Length; i++, at += input.Channels)
                values[at] = gain * scale * (source[i] - low) + offset;
        }
    }

    // Same for the same channel of the scene, whichever inputs show it.
    private double Part(Philox random, int which)
    {
        ulong position = random.Position;
        random.Position = position + 2 * (ulong)which;
        double value = random.NextDouble();
        random.Position = position;
        return value;
    }

    private static (float Low, float Scale) Range(ReadOnlySpan<float> values)
    {
        (float low, float high) = Quantiles.Of(values, Normalization.DefaultLowPercentile / 100, Normalization.DefaultHighPercentile / 100);
        return (low, high > low ? 1 / (high - low) : 0);
    }
}
