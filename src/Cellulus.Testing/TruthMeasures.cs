namespace Cellulus.Testing;

/// <summary>Sizes and centres of true objects.</summary>
internal static class TruthMeasures
{
    /// <summary>Median of the diameters of discs (balls in a volume) as large as the objects, in pixels; 0 without objects.</summary>
    public static double MedianDiameter(LabelImage truth)
    {
        double[] diameters = [.. Centroids(truth).Values.Select(o => Diameter(o.Pixels, truth.Shape.Rank)).Order()];
        return diameters.Length == 0 ? 0 : (diameters[(diameters.Length - 1) / 2] + diameters[diameters.Length / 2]) / 2;
    }

    /// <summary>Mean position and size of each label.</summary>
    public static Dictionary<int, (double X, double Y, double Z, int Pixels)> Centroids(LabelImage truth)
    {
        var sums = new Dictionary<int, (double X, double Y, double Z, int Pixels)>();
        for (int z = 0, i = 0; z < truth.Shape.Depth; z++)
            for (int y = 0; y < truth.Shape.Height; y++)
                for (int x = 0; x < truth.Shape.Width; x++, i++)
                    if (truth.Labels[i] is > 0 and var label)
                    {
                        (double sx, double sy, double sz, int n) = sums.GetValueOrDefault(label);
                        sums[label] = (sx + x, sy + y, sz + z, n + 1);
                    }
        return sums.ToDictionary(s => s.Key, s => (s.Value.X / s.Value.Pixels, s.Value.Y / s.Value.Pixels, s.Value.Z / s.Value.Pixels, s.Value.Pixels));
    }

    private static double Diameter(int pixels, int rank) => rank == 2 ? 2 * Math.Sqrt(pixels / Math.PI) : Math.Cbrt(6 * pixels / Math.PI);
}
