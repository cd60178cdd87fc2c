namespace Cellulus.Scenes;

/// <summary>Tissue that fills the plane or volume: each pixel belongs to the nearest seed, by warped and weighted distances, with gaps
/// between cells.</summary>
internal static class Mosaic
{
    public static SceneObjects Draw(SceneRandom random, ImageShape shape, double diameter)
    {
        List<Seed> seeds = Sow(random, shape, diameter);
        bool volume = shape.Depth > 1;
        double strength = random.Pick(0, 0.06, 0.12, 0.2) * diameter, grain = random.Uniform(0.3, 1) * diameter;
        float[] warpY = SmoothNoise.Of(random, shape, grain), warpX = SmoothNoise.Of(random, shape, grain);
        double gap = random.Pick(0, 0, 0.7, 1.2, 2, 3.5), reach = random.Uniform(0.75, 1.6) * diameter;
        bool fills = random.Chance(0.6);
        var grid = new SeedGrid(seeds, shape, 2 * diameter);
        int length = (int)shape.PixelCount;
        int[] labels = new int[length];
        float[] radius = new float[length];
        for (int z = 0, i = 0; z < shape.Depth; z++)
            for (int y = 0; y < shape.Height; y++)
                for (int x = 0; x < shape.Width; x++, i++)
                {
                    var at = new Place(volume ? z + strength * 0.5 * (warpY[i] + warpX[i]) : 0, y + strength * warpY[i], x + strength * warpX[i]);
                    (int nearest, double first, double next) = grid.Nearest(at);
                    if (nearest < 0 || next - first <= gap || !fills && first > reach * 0.7 || !seeds[nearest].IsCell)
                        continue;
                    labels[i] = nearest + 1;
                    radius[i] = (float)Math.Clamp(2 * first / (first + next + 1e-3), 0, 1);
                }
        return SceneObjects.Of(shape, labels, new int[length], radius, seeds.Count);
    }

    private static List<Seed> Sow(SceneRandom random, ImageShape shape, double diameter)
    {
        double step = diameter * random.Uniform(0.85, 1.1), jitter = random.Uniform(0.08, 0.3) * step, weight = random.Uniform(0, 0.25);
        double cells = random.Chance(0.5) ? 1 : random.Uniform(0.6, 0.98);
        bool volume = shape.Depth > 1;
        var seeds = new List<Seed>();
        for (double z = volume ? -step : 0; z < (volume ? shape.Depth + step : 1); z += step)
            for (double y = -step; y < shape.Height + step; y += step)
                for (double x = -step + (int)(y / step) % 2 * step / 2; x < shape.Width + step; x += step)
                    seeds.Add(new Seed(
                        new Place(volume ? z + jitter * random.Normal() : 0, y + jitter * random.Normal(), x + jitter * random.Normal()),
                        Math.Max(0.5, 1 + weight * random.Normal()), random.Chance(cells)));
        return seeds;
    }

    internal readonly record struct Seed(Place At, double Weight, bool IsCell);
}
