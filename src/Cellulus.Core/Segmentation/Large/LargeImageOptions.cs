namespace Cellulus;

/// <summary>How an image that is larger than memory is worked on. None of it changes a label. Values are checked when set.</summary>
public sealed record LargeImageOptions
{
    /// <summary>The defaults.</summary>
    public static LargeImageOptions Default { get; } = new();

    /// <summary>Memory that the whole process may take, in bytes. Default 2 GiB. Work that cannot keep to it does not start.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public long MemoryBudget
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A memory budget is a positive number of bytes.");
    } = 2L << 30;

    /// <summary>
    /// Folder for scratch files. A run that was stopped or killed goes on from what it finds there; it is emptied when the labels are
    /// complete. Default <see langword="null"/>: a temporary one that does not outlive the run.
    /// </summary>
    public string? ScratchFolder { get; init; }

    /// <summary>
    /// Side in pixels of the windows that a plane is cut into; a volume is cut into cubes of about as many voxels. Default
    /// <see langword="null"/>: the largest that the budget allows, up to 2048.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 16 to 16384.</exception>
    public int? WindowSize
    {
        get;
        init => field = value is null or (>= 16 and <= 16384)
            ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A window has a side of 16 to 16384 pixels.");
    }
}
