namespace Cellulus;

/// <summary>Pixels no neighbour exceeds, diagonal ones included; as scikit-image's <c>peak_local_max</c> with a distance of one.</summary>
internal static class LocalMaxima
{
    /// <summary>
    /// Indices of maxima, the highest first, equal ones in pixel order. Pixels at the border are none, nor are pixels at the
    /// least value of the image. A plateau counts with each of its pixels.
    /// </summary>
    public static int[] Find(ReadOnlySpan<double> values, ImageShape shape)
    {
        double least = System.Numerics.Tensors.TensorPrimitives.Min(values);
        int edge = shape.Depth > 1 ? 1 : 0;
        var found = new List<(int Pixel, double Value)>();
        for (int z = edge; z < shape.Depth - edge; z++)
            for (int y = 1; y < shape.Height - 1; y++)
                for (int x = 1; x < shape.Width - 1; x++)
                {
                    int i = shape.IndexOf(z, y, x);
                    if (values[i] > least && IsMaximum(values, shape, i, edge))
                        found.Add((i, values[i]));
                }
        return [.. found.OrderByDescending(p => p.Value).Select(p => p.Pixel)];
    }

    private static bool IsMaximum(ReadOnlySpan<double> values, ImageShape shape, int i, int edge)
    {
        double value = values[i];
        int plane = shape.Height * shape.Width;
        for (int z = -edge; z <= edge; z++)
            for (int y = -1; y <= 1; y++)
                foreach (double v in values.Slice(i + z * plane + y * shape.Width - 1, 3))
                    if (v > value)
                        return false;
        return true;
    }
}
