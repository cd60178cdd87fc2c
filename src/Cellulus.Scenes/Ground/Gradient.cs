namespace Cellulus.Scenes;

/// <summary>Smooth change of the level: along a direction, and in waves much longer than an object.</summary>
internal sealed class Gradient : IGround
{
    public void Draw(SceneRandom random, ImageShape shape, double diameter, float[] layer)
    {
        Place slope = random.Uniform(0, 1.5) / Math.Max(shape.Height, shape.Width) * random.Direction(shape.Depth > 1);
        float[] waves = SmoothNoise.Of(random, shape, random.Uniform(2.5, 8) * diameter);
        double height = random.Uniform(0, 0.5);
        for (int z = 0, i = 0; z < shape.Depth; z++)
            for (int y = 0; y < shape.Height; y++)
                for (int x = 0; x < shape.Width; x++, i++)
                    layer[i] += (float)(slope.Dot(new Place(z, y, x)) + height * waves[i]);
    }
}
