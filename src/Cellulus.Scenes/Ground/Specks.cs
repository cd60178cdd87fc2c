namespace Cellulus.Scenes;

/// <summary>Specks of one to a few pixels, far brighter than objects.</summary>
internal sealed class Specks : IGround
{
    public void Draw(SceneRandom random, ImageShape shape, double diameter, float[] layer)
    {
        double height = random.LogUniform(0.5, 8);
        for (int n = random.Between(1, random.Chance(0.3) ? 60 : 10); n > 0; n--)
            Spot.Add(layer, shape, random.PlaceIn(shape), random.Uniform(0.4, Math.Max(0.6, 0.07 * diameter)), height * random.Uniform(0.3, 1));
    }
}
