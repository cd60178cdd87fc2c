namespace Cellulus.Scenes;

/// <summary>Places objects one by one: scattered, in clumps, densely, along a direction, as pairs in division.</summary>
internal static class Placement
{
    /// <summary>Failed tries in a row after which a scene is full.</summary>
    private const int Tries = 80;

    /// <summary>Places objects.</summary>
    /// <param name="random">Drawn from.</param>
    /// <param name="shape">Extent of the scene.</param>
    /// <param name="diameter">Typical diameter in pixels.</param>
    /// <param name="density">Share of the pixels to cover.</param>
    /// <param name="most">Objects at most.</param>
    public static SceneObjects Draw(SceneRandom random, ImageShape shape, double diameter, double density, int most = int.MaxValue)
    {
        bool volume = shape.Depth > 1, clumps = random.Chance(0.35), aligned = random.Chance(0.2), hides = random.Chance(0.7);
        double overlap = random.Pick(0, 0, 0.05, 0.15, 0.3), pairs = random.Chance(0.25) ? random.Uniform(0.1, 0.8) : 0;
        double spread = random.Chance(0.18) ? random.Uniform(0.3, 0.65) : random.Uniform(0.03, 0.3);
        (ShapeStyle style, double size)[] populations = [(ShapeStyle.Draw(random), 1), (ShapeStyle.Draw(random), random.LogUniform(0.5, 1.6))];
        double second = random.Chance(0.15) ? random.Uniform(0.1, 0.5) : 0;
        Place direction = random.Direction(volume);
        Place[] hubs = [.. Enumerable.Range(0, random.Between(1, 5)).Select(_ => random.PlaceIn(shape))];
        double reach = random.Uniform(0.5, 2.5) * diameter;

        var drawing = new ObjectDrawing(shape, overlap, hides);
        double target = density * shape.PixelCount;
        for (int fails = 0; fails < Tries && drawing.Covered < target && drawing.Count < most;)
        {
            (ShapeStyle style, double size) = populations[random.Chance(second) ? 1 : 0];
            double own = diameter * size * Math.Clamp(random.LogNormal(spread), 0.35, 2.6);
            Place centre = clumps ? hubs[random.Below(hubs.Length)] + reach * Scatter(random, volume) : random.PlaceIn(shape, own / 3);
            Place along = aligned ? Turned(random, direction, volume) : random.Direction(volume);
            bool drawn = drawing.TryAdd(new ObjectShape(random, style, centre, own, along, volume));
            fails = drawn ? 0 : fails + 1;
            if (drawn && random.Chance(pairs))
                drawing.TryAdd(new ObjectShape(random, style, centre + random.Uniform(0.8, 1.05) * own * random.Direction(volume), own, along, volume));
        }
        return drawing.Finish();
    }

    private static Place Scatter(SceneRandom random, bool volume) => new(volume ? random.Normal() : 0, random.Normal(), random.Normal());

    private static Place Turned(SceneRandom random, Place direction, bool volume)
    {
        Place turned = direction + 0.2 * Scatter(random, volume);
        return 1 / Math.Max(turned.Length, 1e-6) * turned;
    }
}
