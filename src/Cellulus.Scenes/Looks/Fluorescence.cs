namespace Cellulus.Scenes;

/// <summary>Bright dyes on dark ground: one dye, or several that stain nuclei, whole cells or membranes, or nothing of interest.</summary>
internal sealed class Fluorescence : ILook
{
    public float[][] Draw(SceneRandom random, SceneObjects objects, SceneTraits traits)
    {
        float[] brightness = Stain.Brightness(random, objects, traits);
        var channels = new float[traits.Channels][];
        // The first one shows whole cells or their membranes, the others anything; order is shuffled with the channels.
        for (int c = 0; c < channels.Length; c++)
            channels[c] = (c == 0 ? random.Weighted(0.75, 0.25, 0, 0) : random.Weighted(0.25, 0.25, 0.3, 0.2)) switch
            {
                0 => Stain.Whole(random, objects, traits, brightness),
                1 when traits.Channels > 1 => Stain.Membrane(random, objects, traits, brightness),
                1 => Stain.Whole(random, objects, traits, brightness),
                2 => Stain.Nucleus(random, objects, traits, Stain.Brightness(random, objects, traits)),
                _ => new float[objects.Labels.Length],
            };
        if (random.Chance(0.4))
            foreach (float[] channel in channels)
                AddHaze(random, objects.Shape, channel, traits);
        return channels;
    }

    private static void AddHaze(SceneRandom random, ImageShape shape, float[] channel, SceneTraits traits)
    {
        float[] haze = Blur.Of(channel, shape, random.Uniform(0.4, 1.5) * traits.Diameter);
        System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(haze, (float)random.Uniform(0.1, 0.8), channel, channel);
    }
}
