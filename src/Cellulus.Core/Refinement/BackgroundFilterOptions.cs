namespace Cellulus;

/// <summary>What <see cref="BackgroundFilter"/> keeps.</summary>
public sealed record BackgroundFilterOptions
{
    /// <summary>
    /// How much an object must stand out from what is beside it, in standard deviations of the same difference at places of the background
    /// as large as an
    /// object. Default 4. Lower it when cells are missed that hardly differ from an uneven background; 0 keeps everything.
    /// </summary>
    public double MinDeviations
    {
        get;
        init => field = value is >= 0 and < double.PositiveInfinity ? value
            : throw new ArgumentOutOfRangeException(nameof(MinDeviations), value, "The deviations must not be negative.");
    } = 4;
}
