namespace Cellulus.Scenes;

/// <summary>Stains that absorb white light, as in histology and bright field: one in the objects, others around them.</summary>
internal sealed class Absorption : ILook
{
    public float[][] Draw(SceneRandom random, SceneObjects objects, SceneTraits traits)
    {
        float[] stain = Stain.Whole(random, objects, traits, Stain.Brightness(random, objects, traits));
        float[] tissue = Tissue(random, objects, traits);
        double depth = random.Uniform(0.5, 1.6);
        var channels = new float[traits.Channels][];
        for (int c = 0; c < channels.Length; c++)
        {
            double own = random.Uniform(0.35, 1), other = random.Uniform(0, 0.45);
            double scale = 1 / (1 - DeterministicMath.Exp(-depth * own));
            channels[c] = new float[stain.Length];
            for (int i = 0; i < stain.Length; i++)
                channels[c][i] = (float)(scale * (DeterministicMath.Exp(-depth * (own * stain[i] + other * tissue[i])) - 1));
        }
        return channels;
    }

    /// <summary>Counterstain: patches with fibres and gaps, paler than the objects; sometimes more of it around these.</summary>
    private static float[] Tissue(SceneRandom random, SceneObjects objects, SceneTraits traits)
    {
        ImageShape shape = objects.Shape;
        if (random.Chance(0.3))
            return new float[shape.PixelCount];
        float[] coarse = SmoothNoise.Of(random, shape, random.Uniform(0.8, 4) * traits.Diameter), fine = SmoothNoise.MultiScale(random, shape);
        double cut = random.Uniform(-1.5, 0.5), steep = random.Uniform(0.5, 6), texture = random.Uniform(0, 0.4);
        for (int i = 0; i < coarse.Length; i++)
            coarse[i] = (float)(Math.Clamp(0.5 + steep * (coarse[i] - cut), 0, 1) * Math.Max(0, 1 + texture * fine[i]));
        if (random.Chance(0.4))
        {
            float[] around = Blur.Of(Array.ConvertAll(objects.Labels, l => l > 0 ? 1f : 0f), shape, random.Uniform(0.2, 0.5) * traits.Diameter);
            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(around, (float)random.Uniform(0.3, 1), coarse, coarse);
        }
        return coarse;
    }
}
