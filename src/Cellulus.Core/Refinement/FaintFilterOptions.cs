namespace Cellulus;

/// <summary>What <see cref="FaintFilter"/> keeps.</summary>
public sealed record FaintFilterOptions
{
    /// <summary>
    /// How far below that of the image's median object the contrast of an object may lie, in median absolute deviations of the logarithm. Default 6: where
    /// objects are alike, a sixth of the median contrast is enough. Raise it when dim cells among bright ones are missed; lower it when dim
    /// structure is found beside cells.
    /// </summary>
    public double MaxDeviations
    {
        get;
        init => field = value is > 0 and < double.PositiveInfinity ? value
            : throw new ArgumentOutOfRangeException(nameof(MaxDeviations), value, "The deviations must be positive.");
    } = 6;
}
