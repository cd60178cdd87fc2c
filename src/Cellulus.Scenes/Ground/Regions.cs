namespace Cellulus.Scenes;

/// <summary>Regions with abrupt borders, of another level and texture; much larger than objects.</summary>
internal sealed class Regions : IGround
{
    public void Draw(SceneRandom random, ImageShape shape, double diameter, float[] layer)
    {
        float[] where = SmoothNoise.Of(random, shape, random.Uniform(2.5, 6) * diameter), texture = SmoothNoise.MultiScale(random, shape);
        double cut = random.Uniform(-0.7, 0.7), height = random.Uniform(-0.8, 0.8), strength = random.Uniform(0, 0.2), steep = random.LogUniform(2, 40);
        for (int i = 0; i < layer.Length; i++)
            layer[i] += (float)(Math.Clamp(0.5 + steep * (where[i] - cut), 0, 1) * (height + strength * texture[i]));
    }
}
