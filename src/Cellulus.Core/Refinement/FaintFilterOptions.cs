namespace Cellulus;

/// <summary>What <see cref="FaintFilter"/> keeps. An object goes only if it fails both.</summary>
public sealed record FaintFilterOptions
{
    /// <summary>
    /// How far below that of the image's median object the contrast of an object may lie, in median absolute deviations of the logarithm.
    /// Default 8. Raise it when
    /// dim cells among bright ones are missed.
    /// </summary>
    public double MaxDeviations
    {
        get;
        init => field = value is > 0 and < double.PositiveInfinity ? value
            : throw new ArgumentOutOfRangeException(nameof(MaxDeviations), value, "The deviations must be positive.");
    } = 8;

    /// <summary>
    /// Share of the contrast of the image's median object that is enough in any case, 0 to 1. Default 0.15. 0 keeps everything; 1 leaves it
    /// to the deviations.
    /// </summary>
    public double SufficientShare
    {
        get;
        init => field = value is >= 0 and <= 1 ? value
            : throw new ArgumentOutOfRangeException(nameof(SufficientShare), value, "The share must lie between 0 and 1.");
    } = 0.15;
}
