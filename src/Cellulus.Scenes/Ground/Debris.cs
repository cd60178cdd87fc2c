namespace Cellulus.Scenes;

/// <summary>Small pieces of any shape, up to a third of an object across.</summary>
internal sealed class Debris : IGround
{
    public void Draw(SceneRandom random, ImageShape shape, double diameter, float[] layer)
    {
        bool volume = shape.Depth > 1;
        ShapeStyle style = ShapeStyle.Draw(random);
        double polarity = random.Chance(0.7) ? 1 : -1, spread = random.Uniform(0, 0.6);
        for (int n = random.Between(1, random.Chance(0.3) ? 40 : 8); n > 0; n--)
        {
            double size = random.LogUniform(1, Math.Max(1.5, 0.33 * diameter)), height = polarity * random.LogUniform(0.2, 1.5) * random.LogNormal(spread);
            var outline = new ObjectShape(random, style, random.PlaceIn(shape), size, random.Direction(volume), volume);
            (Place c, double reach) = (outline.Centre, outline.Reach);
            for (int z = Spot.Low(c.Z, reach); z <= Spot.High(c.Z, reach, shape.Depth); z++)
                for (int y = Spot.Low(c.Y, reach); y <= Spot.High(c.Y, reach, shape.Height); y++)
                    for (int x = Spot.Low(c.X, reach); x <= Spot.High(c.X, reach, shape.Width); x++)
                        if (outline.RadiusAt(new Place(z, y, x)) < 1)
                            layer[shape.IndexOf(z, y, x)] += (float)height;
        }
    }
}
