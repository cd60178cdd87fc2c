namespace Cellulus;

/// <summary>The intensity around an object.</summary>
internal static class LocalBackground
{
    /// <summary>The ring grows to at most this many times its width.</summary>
    public const int MaxWidening = 4;

    /// <summary>Fewest pixels a median is taken from.</summary>
    private const int FewestPixels = 24;

    /// <summary>
    /// Median of the pixels of no object in a ring beyond the reach of the object. A ring with too few is widened; where
    /// there is no background near at all, that of the image is taken.
    /// </summary>
    public static double Estimate(ContrastScene scene, ObjectNeighbourhood around, GridBox box, int label)
    {
        for (int widening = 1; widening <= MaxWidening; widening *= 2)
        {
            double outer = scene.Reach + widening * scene.RingWidth;
            around.Load(box, label, outer);
            Span<float> ring = around.Ring(scene.Reach, outer);
            if (ring.Length >= FewestPixels)
                return OrderStatistics.Percentile(ring, 0.5);
        }
        return scene.Background();
    }
}
