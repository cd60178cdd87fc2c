namespace Cellulus.Scenes;

/// <summary>Objects of any value, brighter and darker than the ground in one scene, each with a texture.</summary>
internal sealed class Mixture : ILook
{
    /// <summary>Least contrast of an object.</summary>
    private const double Least = 0.4;

    public float[][] Draw(SceneRandom random, SceneObjects objects, SceneTraits traits) =>
        [.. Enumerable.Range(0, traits.Channels).Select(_ => DrawChannel(random, objects, traits))];

    private static float[] DrawChannel(SceneRandom random, SceneObjects objects, SceneTraits traits)
    {
        float[] texture = Stain.Texture(random, objects.Shape, traits.Diameter, out double strength), rim = new float[objects.Count + 1];
        float[] level = Array.ConvertAll(Stain.Brightness(random, objects, traits), b => (float)(random.Chance(0.5) ? -1 : 1) * Math.Max(b, (float)Least));
        double edge = random.Chance(0.4) ? random.Uniform(-1, 1) : 0;
        for (int i = 1; i < rim.Length; i++)
            rim[i] = (float)(edge * random.Uniform(0.5, 1));
        var values = new float[texture.Length];
        for (int i = 0; i < values.Length; i++)
            if (objects.Labels[i] is > 0 and var label)
                values[i] = (float)(level[label] * (1 + strength * texture[i]) + (objects.Depth[i] < 0.25 ? rim[label] : 0));
        return values;
    }
}
