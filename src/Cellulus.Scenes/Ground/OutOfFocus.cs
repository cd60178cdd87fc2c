namespace Cellulus.Scenes;

/// <summary>Objects far from the plane in focus: faint and so blurred that they have no border.</summary>
internal sealed class OutOfFocus : IGround
{
    public void Draw(SceneRandom random, ImageShape shape, double diameter, float[] layer)
    {
        double height = random.Uniform(0.1, 0.6) * (random.Chance(0.8) ? 1 : -1);
        for (int n = random.Between(1, 8); n > 0; n--)
            Spot.Add(layer, shape, random.PlaceIn(shape, diameter), random.LogUniform(0.5, 2) * diameter, height * random.Uniform(0.3, 1));
    }
}
