namespace Cellulus;

/// <summary>How <see cref="MeanShiftClusterer"/> groups embeddings.</summary>
public sealed record MeanShiftOptions
{
    /// <summary>
    /// Radius of the kernel in px of the embedding's grid. Default <see langword="null"/>:
    /// <see cref="EmbeddingField.DefaultBandwidth"/>, half the object diameter or, where borders were learned, what the model's training
    /// measured, a third of it at
    /// least. Smaller splits more, larger merges more.
    /// </summary>
    public double? Bandwidth
    {
        get;
        init => field = value is null or (> 0 and < double.PositiveInfinity) ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The bandwidth must be a positive number of pixels, or null for the default.");
    }

    /// <summary>
    /// Share of the foreground pixels the centres are found from, above 0, at most 1. Default 1, every pixel: the exact method.
    /// The reference takes 0.1 to save time, which is not needed here.
    /// </summary>
    public double ReductionProbability
    {
        get;
        init => field = value is > 0 and <= 1 ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The reduction probability must be above 0 and at most 1.");
    } = 1;

    /// <summary>Decides which pixels are kept when <see cref="ReductionProbability"/> is below 1. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// Begin only at local minima of the smoothed offset length instead of at every pixel. Default false. If no minimum has
    /// an embedding within the bandwidth, every pixel is begun at after all.
    /// </summary>
    public bool UseSeeds { get; init; }
}
