namespace Cellulus.Scenes;

/// <summary>Threads and scratches: lines that wander or run straight, one or many, thinner than objects.</summary>
internal sealed class Fibres : IGround
{
    public void Draw(SceneRandom random, ImageShape shape, double diameter, float[] layer)
    {
        bool volume = shape.Depth > 1, together = random.Chance(0.3);
        double sigma = random.LogUniform(0.4, Math.Max(0.8, 0.16 * diameter)), height = random.LogUniform(0.15, 1.5) * (random.Chance(0.75) ? 1 : -1);
        double curl = random.Chance(0.3) ? 0 : random.LogUniform(0.02, 0.25);
        Place common = random.Direction(volume);
        for (int n = random.Chance(0.5) ? random.Between(1, 4) : random.Between(5, 20); n > 0; n--)
        {
            Place at = random.PlaceIn(shape), direction = together ? common : random.Direction(volume);
            int steps = (int)(random.LogUniform(0.2, 1.5) * Math.Max(shape.Height, shape.Width) / sigma);
            for (int step = 0; step < steps && IsNear(at, shape); step++)
            {
                // Overlapping spots at half the line's width apart add up to about 5 at their middle.
                Spot.Add(layer, shape, at, sigma, height / 5);
                at += 0.5 * sigma * direction;
                direction += curl * 0.5 * sigma * random.Normal() * random.Direction(volume);
                direction = 1 / Math.Max(direction.Length, 1e-6) * direction;
            }
        }
    }

    private static bool IsNear(Place at, ImageShape shape) =>
        at.Z > -5 && at.Z < shape.Depth + 5 && at.Y > -5 && at.Y < shape.Height + 5 && at.X > -5 && at.X < shape.Width + 5;
}
