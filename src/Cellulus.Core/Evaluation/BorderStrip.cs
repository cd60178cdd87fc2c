namespace Cellulus;

/// <summary>Finds the objects that lie in a strip along the sides of an image.</summary>
internal static class BorderStrip
{
    /// <summary>Labels with more than half of their pixels within <paramref name="width"/> pixels of a side.</summary>
    public static HashSet<int> ObjectsInside(LabelImage image, int width)
    {
        if (width == 0)
            return [];
        ImageShape shape = image.Shape;
        // Pixels inside the strip count +1 and all others -1: the sign of the sum is the majority.
        var balance = new Dictionary<int, int>();
        for (int z = 0, i = 0; z < shape.Depth; z++)
            for (int y = 0; y < shape.Height; y++)
            {
                bool line = Near(y, shape.Height, width) || (shape.Rank == 3 && Near(z, shape.Depth, width));
                for (int x = 0; x < shape.Width; x++, i++)
                    if (image.Labels[i] is > 0 and var label)
                        balance[label] = balance.GetValueOrDefault(label) + (line || Near(x, shape.Width, width) ? 1 : -1);
            }
        return [.. balance.Where(b => b.Value > 0).Select(b => b.Key)];
    }

    private static bool Near(int position, int extent, int width) => position < width || position >= extent - width;
}
