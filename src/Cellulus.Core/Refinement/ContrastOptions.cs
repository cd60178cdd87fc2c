namespace Cellulus;

/// <summary>How <see cref="ContrastRefiner"/> judges objects and places their borders. Lengths are shares of the object diameter.</summary>
public sealed record ContrastOptions
{
    /// <summary>An object may gain pixels this far from its cluster. Default 0.15 diameters.</summary>
    public double Reach { get; init => field = Check(value, 0, 1, nameof(Reach)); } = 0.15;

    /// <summary>Width of the ring beyond the reach that the local background is taken from; doubled where it holds too few pixels. Default
    /// 0.2 diameters.</summary>
    public double RingWidth { get; init => field = Check(value, 0.01, 2, nameof(RingWidth)); } = 0.2;

    /// <summary>
    /// Least contrast to the ring, in standard deviations of the noise of the smoothed image. Objects below it are rejected. Default 3;
    /// 0 keeps all that are brighter than their ring.
    /// </summary>
    public double MinContrast { get; init => field = Check(value, 0, 1e6, nameof(MinContrast)); } = 3;

    /// <summary>
    /// Where between the local background (0) and the level of the object (1) the border lies. Default <see langword="null"/>:
    /// for each object at 0.6 of what the dimmer quarter of its own pixels (35 % in volumes) has beyond the background, moved a
    /// little towards that of the image's typical object.
    /// </summary>
    public double? LevelFraction
    {
        get;
        init => field = value is null ? null : Check(value.Value, 0, 1, nameof(LevelFraction));
    }

    /// <summary>Standard deviation of the Gaussian the intensities are smoothed with before they are cut. Default 0.05 diameters.</summary>
    public double Smoothing { get; init => field = Check(value, 0, 1, nameof(Smoothing)); } = 0.05;

    /// <summary>
    /// Whether an object stays as it came when the border placed would be less round or another object altogether, or when it has no
    /// contrast, instead of being cut or rejected. Default <see langword="null"/>: no; but where a network has learned borders, objects of
    /// planes stay
    /// as they came without a look at the image, which knows less of them, and in volumes, where networks see less, yes.
    /// </summary>
    public bool? KeepsRounder { get; init; }

    /// <summary>
    /// Whether dents are filled: an object whose convex hull is larger by a twentieth or more, and looks like a whole cell, becomes that
    /// hull as far as no other object is there. Lobes of one uneven cell come out whole. Default on; off for cells that are bent.
    /// </summary>
    public bool FillsDents { get; init; } = true;

    /// <summary>
    /// Contrast to the ring, in standard deviations of the noise, from which an object is looked at sharply. Below it the image is
    /// smoothed twice as far before the border is placed. Default 100.
    /// </summary>
    public double ClearContrast { get; init => field = Check(value, 0, 1e6, nameof(ClearContrast)); } = 100;

    private static double Check(double value, double least, double most, string name) => value >= least && value <= most ? value
        : throw new ArgumentOutOfRangeException(name, value, $"The value must lie between {least} and {most}.");
}
