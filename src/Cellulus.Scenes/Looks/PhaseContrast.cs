namespace Cellulus.Scenes;

/// <summary>Phase contrast: thick matter is dark or bright, with a halo around it and shade-off inside; organelles show.</summary>
internal sealed class PhaseContrast : ILook
{
    public float[][] Draw(SceneRandom random, SceneObjects objects, SceneTraits traits)
    {
        ImageShape shape = objects.Shape;
        // Spread cells are no thicker than their surroundings: only their rim and what lies around the nucleus show.
        bool flat = random.Chance(0.35);
        float[] matter = Stain.Whole(random, objects, traits, Stain.Brightness(random, objects, traits));
        if (flat)
            for (int i = 0; i < matter.Length; i++)
                matter[i] *= Math.Max(0.08f, 1 - 2.5f * objects.Depth[i]);
        float[] wide = Blur.Of(matter, shape, random.Uniform(0.12, 0.6) * traits.Diameter);
        float[] grain = SmoothNoise.MultiScale(random, shape), near = Blur.Of(matter, shape, random.Uniform(0.5, 1.2));
        double polarity = random.Chance(0.7) ? -1 : 1, halo = random.Uniform(0.5, 1.3), organelles = random.Uniform(flat ? 0.3 : 0, flat ? 1 : 0.6), rim = random.Uniform(0, 1.2);
        var values = new float[matter.Length];
        for (int i = 0; i < values.Length; i++)
        {
            double inside = objects.Labels[i] > 0 ? 1 : 0;
            double edge = inside > 0 ? Math.Max(0, 1 - 4 * objects.Depth[i]) : 0;
            values[i] = (float)(polarity * (near[i] - halo * wide[i]) + inside * organelles * grain[i] * (flat ? Math.Max(0, 1.2 - 1.4 * objects.Radius[i]) : Math.Min(1, 2 * objects.Depth[i])) + rim * edge * 0.5);
        }
        return Channels.Copies(random, values, traits);
    }
}
