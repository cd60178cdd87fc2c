using System.Numerics.Tensors;

namespace Cellulus.Scenes;

/// <summary>Draws a few kinds of ground into the channels of a scene.</summary>
internal static class Grounds
{
    /// <summary>Each kind, and the share of the scenes that show it.</summary>
    private static readonly (IGround Kind, double Share)[] s_kinds =
    [
        (new Gradient(), 0.5), (new Grain(), 0.5), (new Regions(), 0.18), (new Fibres(), 0.22), (new Debris(), 0.25), (new Bubbles(), 0.08),
        (new OutOfFocus(), 0.22), (new Pattern(), 0.08), (new Specks(), 0.15), (new Marks(), 0.05),
    ];

    /// <summary>Share of the scenes without any.</summary>
    private const double Clean = 0.15;

    public static void Draw(SceneRandom random, ImageShape shape, SceneTraits traits, float[][] channels)
    {
        if (random.Chance(Clean))
            return;
        foreach ((IGround kind, double share) in s_kinds)
        {
            if (!random.Chance(share))
                continue;
            var layer = new float[shape.PixelCount];
            kind.Draw(random, shape, traits.Diameter, layer);
            foreach (float[] channel in channels)
                TensorPrimitives.MultiplyAdd(layer, (float)(random.Chance(0.3) ? 0 : random.Uniform(0.3, 1)), channel, channel);
        }
    }
}
