namespace Cellulus.Scenes;

/// <summary>Texture of one or several scales, weaker the more it could be taken for objects.</summary>
internal sealed class Grain : IGround
{
    public void Draw(SceneRandom random, ImageShape shape, double diameter, float[] layer)
    {
        float[] texture = random.Chance(0.5) ? SmoothNoise.MultiScale(random, shape) : SmoothNoise.Of(random, shape, random.LogUniform(0.06, 0.8) * diameter);
        System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(texture, (float)random.LogUniform(0.03, 0.22), layer, layer);
    }
}
