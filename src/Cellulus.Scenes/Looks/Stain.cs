namespace Cellulus.Scenes;

/// <summary>How much of a dye, or of matter, each pixel of the objects holds: about 1, and 0 outside.</summary>
internal static class Stain
{
    private enum Profile { Flat, Dome, Ring, BrightCore, DarkCore, Spots, Lobes, Nucleus }

    /// <summary>Least contrast of an object in standard errors of its mean: fainter ones nobody sees.</summary>
    private const double LeastEvidence = 6;

    /// <summary>Brightness of each object, index 0 unused.</summary>
    public static float[] Brightness(SceneRandom random, SceneObjects objects, SceneTraits traits)
    {
        var pixels = new int[objects.Count + 1];
        foreach (int label in objects.Labels)
            pixels[label]++;
        double spread = random.Uniform(0, 0.5), dim = random.Chance(0.3) ? random.Uniform(0.05, 0.3) : 0;
        var brightness = new float[objects.Count + 1];
        for (int i = 1; i < brightness.Length; i++)
        {
            double value = random.LogNormal(spread) * (random.Chance(dim) ? random.Uniform(0.2, 0.5) : 1);
            brightness[i] = (float)Math.Max(value, LeastEvidence * traits.Noise / Math.Sqrt(pixels[i]));
        }
        return brightness;
    }

    /// <summary>A whole object.</summary>
    public static float[] Whole(SceneRandom random, SceneObjects objects, SceneTraits traits, float[] brightness)
    {
        ImageShape shape = objects.Shape;
        var profile = (Profile)random.Weighted(0.24, 0.28, 0.1, 0.08, 0.08, 0.07, 0.1, 0.05);
        float[] field = profile is Profile.Spots or Profile.Lobes
            ? SmoothNoise.Of(random, shape, traits.Diameter * (profile == Profile.Spots ? random.Uniform(0.08, 0.18) : random.Uniform(0.2, 0.5)))
            : [];
        double a = random.Uniform(0.15, 0.45), b = random.Uniform(0, 0.75), c = random.Uniform(0.35, 0.6);
        float[] texture = Texture(random, shape, traits.Diameter, out double strength);
        var stain = new float[objects.Labels.Length];
        for (int i = 0; i < stain.Length; i++)
        {
            if (objects.Labels[i] is var label && label == 0)
                continue;
            float depth = objects.Depth[i], radius = objects.Radius[i];
            double value = profile switch
            {
                Profile.Flat => 1,
                Profile.Dome => b + (1 - b) * Math.Sqrt(depth),
                Profile.Ring => depth < a ? 1 : b,
                Profile.BrightCore => radius < c ? 1 : 0.25 + 0.5 * b,
                Profile.DarkCore => radius < c ? 0.2 + 0.6 * b : 1,
                Profile.Spots => 0.35 + 0.9 * Math.Max(0, field[i]),
                Profile.Nucleus => radius < c ? 1 : depth < 0.15 ? 0.7 : 0.3,
                _ => Math.Max(0.1, 0.8 + 0.5 * field[i]),
            };
            value *= brightness[label];
            if (objects.Under[i] > 0)
                value += 0.7 * brightness[objects.Under[i]];
            stain[i] = (float)(value * Math.Max(0.05, 1 + strength * texture[i]));
        }
        if (random.Chance(0.15))
            AddVesicles(random, objects, traits, stain);
        return stain;
    }

    /// <summary>What lies in the middle of each object: its nucleus.</summary>
    public static float[] Nucleus(SceneRandom random, SceneObjects objects, SceneTraits traits, float[] brightness)
    {
        double size = random.Uniform(0.45, 0.75);
        float[] texture = Texture(random, objects.Shape, traits.Diameter, out double strength);
        var stain = new float[objects.Labels.Length];
        for (int i = 0; i < stain.Length; i++)
            if (objects.Labels[i] is > 0 and var label && objects.Radius[i] < size)
                stain[i] = (float)(brightness[label] * Math.Max(0.1, 1 + strength * texture[i]));
        return stain;
    }

    /// <summary>The rim of each object: its membrane.</summary>
    public static float[] Membrane(SceneRandom random, SceneObjects objects, SceneTraits traits, float[] brightness)
    {
        double width = random.Uniform(0.12, 0.35), inside = random.Uniform(0, 0.35);
        float[] patches = SmoothNoise.Of(random, objects.Shape, 0.5 * traits.Diameter);
        double gaps = random.Uniform(0, 0.5);
        var stain = new float[objects.Labels.Length];
        for (int i = 0; i < stain.Length; i++)
            if (objects.Labels[i] is > 0 and var label)
                stain[i] = (float)(brightness[label] * (objects.Depth[i] < width ? Math.Max(0.2, 1 + gaps * patches[i]) : inside));
        return stain;
    }

    /// <summary>Texture of unit deviation, and how strong it is.</summary>
    public static float[] Texture(SceneRandom random, ImageShape shape, double diameter, out double strength)
    {
        strength = random.Pick(0, 0, 0.1, 0.2, 0.35);
        if (strength == 0)
            return new float[shape.PixelCount];
        return random.Chance(0.5) ? SmoothNoise.MultiScale(random, shape) : SmoothNoise.Of(random, shape, random.Uniform(0.06, 0.4) * diameter);
    }

    /// <summary>Round spots in the objects, brighter or darker than these.</summary>
    private static void AddVesicles(SceneRandom random, SceneObjects objects, SceneTraits traits, float[] stain)
    {
        ImageShape shape = objects.Shape;
        double size = random.Uniform(0.05, 0.14) * traits.Diameter, height = random.Uniform(-0.9, 1.2);
        int count = (int)(shape.PixelCount / (size * size * random.Uniform(20, 80)));
        for (int n = 0; n < count; n++)
        {
            Place at = random.PlaceIn(shape);
            int label = objects.Labels[shape.IndexOf((int)(at.Z + 0.5), (int)(at.Y + 0.5), (int)(at.X + 0.5))];
            if (label > 0)
                Spot.Add(stain, shape, at, size, height, (i, _) => objects.Labels[i] == label);
        }
        for (int i = 0; i < stain.Length; i++)
            stain[i] = Math.Max(stain[i], 0);
    }
}
