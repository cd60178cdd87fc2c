namespace Cellulus.Core.Tests;

/// <summary>Random grids, and grids with their axes in another order.</summary>
internal static class RandomGrid
{
    public static bool[] Mask(ImageShape shape, double density, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, (int)shape.PixelCount).Select(_ => random.NextDouble() < density)];
    }

    /// <summary>(z, y, x) becomes (x, z, y).</summary>
    public static (T[] Values, ImageShape Shape) Turn<T>(T[] values, ImageShape shape)
    {
        var turned = new ImageShape(shape.Width, shape.Depth, shape.Height);
        var result = new T[values.Length];
        for (int z = 0; z < shape.Depth; z++)
            for (int y = 0; y < shape.Height; y++)
                for (int x = 0; x < shape.Width; x++)
                    result[turned.IndexOf(x, z, y)] = values[shape.IndexOf(z, y, x)];
        return (result, turned);
    }
}
