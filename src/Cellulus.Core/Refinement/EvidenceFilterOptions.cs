namespace Cellulus;

/// <summary>What <see cref="EvidenceFilter"/> keeps.</summary>
public sealed record EvidenceFilterOptions
{
    /// <summary>
    /// Share of the objects kept in an image that may be chance finds, 0 to 1. Default 0.02. Raise it when dim cells are missed, lower it
    /// when grain is reported; 1 keeps all.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0 and at most 1.</exception>
    public double FalseDiscoveryRate
    {
        get;
        init => field = value is > 0 and <= 1 ? value
            : throw new ArgumentOutOfRangeException(nameof(FalseDiscoveryRate), value, "A false discovery rate lies above 0 and is at most 1.");
    } = 0.02;
}
