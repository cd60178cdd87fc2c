namespace Cellulus;

/// <summary>What <see cref="SizeFilter"/> drops.</summary>
public sealed record SizeFilterOptions
{
    /// <summary>
    /// Pieces of fewer px are dropped. Default <see langword="null"/>: a tenth of the area of a disc (volume of a ball) of the
    /// object diameter.
    /// </summary>
    public int? MinSize
    {
        get;
        init => field = value is null or >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The least size must not be negative.");
    }
}
