namespace Cellulus;

/// <summary>How large objects of a diameter are.</summary>
internal static class ObjectSize
{
    /// <summary>Below this share of a typical object a piece is no object (paper section 4.1).</summary>
    private const double SmallestShare = 0.1;

    /// <summary>Area of a disc, or volume of a ball where the grid has depth, in px.</summary>
    public static double Typical(double diameter, ImageShape shape)
    {
        double radius = diameter / 2;
        return shape.Depth > 1 ? 4.0 / 3 * Math.PI * radius * radius * radius : Math.PI * radius * radius;
    }

    /// <summary>Diameter of a disc (ball) of so many pixels.</summary>
    public static double Diameter(double pixels, ImageShape shape) =>
        shape.Depth > 1 ? Math.Cbrt(6 * pixels / Math.PI) : 2 * Math.Sqrt(pixels / Math.PI);

    /// <summary>The middle one of some sizes, the larger of two; 0 when there is none.</summary>
    public static T Median<T>(IReadOnlyCollection<T> sizes)
        where T : struct => sizes.Count == 0 ? default : sizes.Order().ElementAt(sizes.Count / 2);

    /// <summary>Pixels below which a piece is too small to be an object.</summary>
    public static double Smallest(double diameter, ImageShape shape) => SmallestShare * Typical(diameter, shape);
}
