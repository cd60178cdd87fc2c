namespace Cellulus;

/// <summary>What the channels of a star-convex network hold.</summary>
internal static class StarOutputs
{
    /// <summary>Logit of how deep a pixel lies in its object, as a share.</summary>
    public const int Depth = 0;

    /// <summary>Logit of whether a pixel lies in an object at all.</summary>
    public const int Foreground = 1;

    /// <summary>Distance along the first ray; those along the others follow.</summary>
    public const int FirstRay = 2;

    public static int CountFor(int rays) => FirstRay + rays;
}
