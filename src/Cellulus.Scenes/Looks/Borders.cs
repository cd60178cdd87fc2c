namespace Cellulus.Scenes;

/// <summary>Cells of one level that only a rim parts, darker or brighter than they are: mosaics in transmitted or reflected light, membrane
/// stains.</summary>
internal sealed class Borders : ILook
{
    public float[][] Draw(SceneRandom random, SceneObjects objects, SceneTraits traits)
    {
        ImageShape shape = objects.Shape;
        float[] inside = SmoothNoise.MultiScale(random, shape), patches = SmoothNoise.Of(random, shape, 0.6 * traits.Diameter), level = new float[objects.Count + 1];
        double width = random.Uniform(0.7, 1.8), rim = random.Chance(0.65) ? -1 : 1, ground = random.Chance(0.6) ? rim : random.Uniform(-1, 1);
        double texture = random.Uniform(0, 0.2), gaps = random.Uniform(0, 0.4), variation = random.Chance(0.5) ? random.Uniform(0, 0.3) : 0;
        for (int i = 1; i < level.Length; i++)
            level[i] = (float)(variation * random.Normal());
        var values = new float[inside.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int label = objects.Labels[i];
            double distance = objects.Depth[i] * traits.Diameter / 2;
            values[i] = (float)(label == 0
                ? ground * Math.Max(0.3, 1 + 0.3 * patches[i])
                : level[label] + texture * inside[i] + (distance < width ? rim * Math.Max(0.15, 1 + gaps * patches[i]) : 0));
        }
        return Channels.Copies(random, values, traits);
    }
}
