namespace Cellulus;

/// <summary>
/// How <see cref="HaloRefiner"/> draws the outer border in. The halo is the network's doing, so lengths are in pixels of the network
/// (of the image, when labels come from elsewhere).
/// </summary>
public sealed record HaloOptions
{
    /// <summary>The foreground grows by this many px first, closing gaps between objects. Default 3.</summary>
    public double Grow { get; init => field = Check(value, nameof(Grow)); } = 3;

    /// <summary>The grown foreground shrinks by this many px. Default 6; the paper takes 0 to 6, depending on the images.</summary>
    public double Shrink { get; init => field = Check(value, nameof(Shrink)); } = 6;

    private static double Check(double value, string name) => value is >= 0 and < double.PositiveInfinity ? value
        : throw new ArgumentOutOfRangeException(name, value, "A distance must be a number of pixels that is not negative.");
}
