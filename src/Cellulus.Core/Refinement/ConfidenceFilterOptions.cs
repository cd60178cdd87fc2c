namespace Cellulus;

/// <summary>What <see cref="ConfidenceFilter"/> keeps.</summary>
public sealed record ConfidenceFilterOptions
{
    /// <summary>Least confidence an object must have, 0 to 1. Default 0.55; lower it when dim cells are missed.</summary>
    public double MinConfidence
    {
        get;
        init => field = value is >= 0 and <= 1 ? value
            : throw new ArgumentOutOfRangeException(nameof(MinConfidence), value, "The confidence must lie between 0 and 1.");
    } = 0.55;
}
