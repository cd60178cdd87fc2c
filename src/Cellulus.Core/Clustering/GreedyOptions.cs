namespace Cellulus;

/// <summary>How <see cref="GreedyClusterer"/> groups embeddings.</summary>
public sealed record GreedyOptions
{
    /// <summary>
    /// Standard deviation, in px of the embedding's grid, of the Gaussian around a seed; what it holds above one half, within
    /// 1.18 of it, joins the seed. Default <see langword="null"/>: half the object diameter.
    /// </summary>
    public double? Bandwidth
    {
        get;
        init => field = value is null or (> 0 and < double.PositiveInfinity) ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The bandwidth must be a positive number of pixels, or null for half the object diameter.");
    }

    /// <summary>An object must have more pixels than this. Default <see langword="null"/>: a tenth of a disc (ball) of the object
    /// diameter.</summary>
    public int? MinObjectSize
    {
        get;
        init => field = value is null or >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The least size must not be negative.");
    }

    /// <summary>
    /// Pixels below this score do not found objects; the score is 1 for the least uncertain pixel of the image and 0 for the
    /// most uncertain one. Default 0.9.
    /// </summary>
    public double SeedThreshold
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The seed threshold lies between 0 and 1.");
    } = 0.9;
}
