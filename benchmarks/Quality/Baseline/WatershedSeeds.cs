namespace Cellulus.Benchmarks.Quality;

/// <summary>Local maxima of a distance map that keep a distance from each other.</summary>
internal static class WatershedSeeds
{
    /// <summary>Finds seeds.</summary>
    /// <param name="distance">Distance to the background; order (z, y, x).</param>
    /// <param name="mask">Foreground.</param>
    /// <param name="shape">Extent.</param>
    /// <param name="minDistance">Seeds of one connected piece lie at least so many px apart; each piece has one.</param>
    /// <returns>A label at each seed, 1 at the highest; 0 elsewhere.</returns>
    public static int[] Find(ReadOnlySpan<float> distance, ReadOnlySpan<bool> mask, ImageShape shape, double minDistance)
    {
        var pieces = new int[mask.Length];
        var values = new int[mask.Length];
        var maxima = new List<(int Pixel, float Height)>();
        for (int i = 0; i < mask.Length; i++)
            values[i] = mask[i] ? 1 : 0;
        var seedsOfPiece = new List<int>[ConnectedComponents.Label(values, shape, diagonal: false, pieces) + 1];
        for (int i = 0; i < mask.Length; i++)
            if (mask[i] && IsMaximum(distance, pieces, shape, i))
                maxima.Add((i, distance[i]));

        var labels = new int[mask.Length];
        int count = 0;
        foreach ((int pixel, _) in maxima.OrderByDescending(m => m.Height))
        {
            List<int> near = seedsOfPiece[pieces[pixel]] ??= [];
            if (near.Exists(other => SquaredDistance(shape, pixel, other) < minDistance * minDistance))
                continue;
            near.Add(pixel);
            labels[pixel] = ++count;
        }
        return labels;
    }

    // Unlike elsewhere, a maximum may lie on the side of the image: an object that is cut off has its seed there.
    private static bool IsMaximum(ReadOnlySpan<float> distance, ReadOnlySpan<int> pieces, ImageShape shape, int i)
    {
        (int z, int y, int x) = Position(shape, i);
        for (int z2 = Math.Max(0, z - 1); z2 <= Math.Min(shape.Depth - 1, z + 1); z2++)
            for (int y2 = Math.Max(0, y - 1); y2 <= Math.Min(shape.Height - 1, y + 1); y2++)
                for (int x2 = Math.Max(0, x - 1); x2 <= Math.Min(shape.Width - 1, x + 1); x2++)
                    if (shape.IndexOf(z2, y2, x2) is var j && pieces[j] == pieces[i] && distance[j] > distance[i])
                        return false;
        return true;
    }

    private static double SquaredDistance(ImageShape shape, int a, int b)
    {
        (int z1, int y1, int x1) = Position(shape, a);
        (int z2, int y2, int x2) = Position(shape, b);
        double z = z1 - z2, y = y1 - y2, x = x1 - x2;
        return z * z + y * y + x * x;
    }

    private static (int Z, int Y, int X) Position(ImageShape shape, int i) =>
        (i / shape.Width / shape.Height, i / shape.Width % shape.Height, i % shape.Width);
}
