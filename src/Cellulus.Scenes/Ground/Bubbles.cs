namespace Cellulus.Scenes;

/// <summary>Rings as of bubbles, drops and wells: sharp double rims around ground, much larger or much smaller than objects.</summary>
internal sealed class Bubbles : IGround
{
    public void Draw(SceneRandom random, ImageShape shape, double diameter, float[] layer)
    {
        double inside = random.Uniform(-0.15, 0.15), height = random.Uniform(0.3, 1.2) * (random.Chance(0.5) ? 1 : -1), width = random.Uniform(0.6, 2);
        bool large = random.Chance(0.6);
        for (int n = random.Between(1, large ? 3 : 8); n > 0; n--)
        {
            Place centre = random.PlaceIn(shape, large ? 2 * diameter : 0);
            double radius = large ? random.LogUniform(1.6, 6) * diameter : random.Uniform(0.1, 0.22) * diameter, reach = radius + 4 * width;
            for (int z = Spot.Low(centre.Z, reach); z <= Spot.High(centre.Z, reach, shape.Depth); z++)
                for (int y = Spot.Low(centre.Y, reach); y <= Spot.High(centre.Y, reach, shape.Height); y++)
                    for (int x = Spot.Low(centre.X, reach); x <= Spot.High(centre.X, reach, shape.Width); x++)
                    {
                        double from = ((new Place(z, y, x) - centre).Length - radius) / width;
                        double rim = height * (Bump(from) - 0.7 * Bump(from - 2));
                        layer[shape.IndexOf(z, y, x)] += (float)(rim + (from < 0 ? inside : 0));
                    }
        }
    }

    private static double Bump(double at) => Math.Abs(at) > 4 ? 0 : DeterministicMath.Exp(-0.5 * at * at);
}
