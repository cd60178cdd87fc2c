namespace Cellulus.Core.Tests;

/// <summary>Round objects whose pixels point at their centre, give or take a normal scatter.</summary>
internal static class SyntheticField
{
    public static (EmbeddingField Field, ForegroundMask Foreground) Create(ImageShape shape, int objects, double scatter, int seed, double radius = 6)
    {
        var random = new Random(seed);
        int n = (int)shape.PixelCount, components = shape.Rank;
        var offsets = new float[components * n];
        var uncertainty = new float[n];
        var mask = new bool[n];
        var centres = Enumerable.Range(0, objects)
            .Select(_ => new EmbeddedPosition(random.NextDouble() * shape.Width, random.NextDouble() * shape.Height, components == 3 ? random.NextDouble() * shape.Depth : 0)).ToArray();
        for (int i = 0; i < n; i++)
        {
            var p = new EmbeddedPosition(i % shape.Width, i / shape.Width % shape.Height, i / shape.Width / shape.Height);
            EmbeddedPosition centre = centres.MinBy(c => c.SquaredDistanceTo(p));
            mask[i] = centre.SquaredDistanceTo(p) < radius * radius;
            offsets[i] = (float)(centre.X - p.X + scatter * Normal(random));
            offsets[n + i] = (float)(centre.Y - p.Y + scatter * Normal(random));
            if (components == 3)
                offsets[2 * n + i] = (float)(centre.Z - p.Z + scatter * Normal(random));
            uncertainty[i] = (float)(mask[i] ? random.NextDouble() : 2 + random.NextDouble());
        }
        return (new EmbeddingField(offsets, uncertainty, shape, 2 * radius), new ForegroundMask(mask, shape));
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
