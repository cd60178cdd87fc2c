namespace Cellulus;

/// <summary>How an image is segmented. The defaults suit images like those the model was trained on. Values are checked when set.</summary>
public sealed record SegmentationOptions
{
    /// <summary>The defaults.</summary>
    public static SegmentationOptions Default { get; } = new();

    /// <summary>
    /// Typical object diameter in pixels of the image. The image is rescaled by it, so it matters most of all settings. Default:
    /// <see langword="null"/>, the diameter of the images that the model was trained on, or what the model finds in each image if it is an
    /// <see cref="IDiameterFinder"/>. Set it when these images have another magnification.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not at least 1 and finite.</exception>
    public double? ObjectDiameter
    {
        get;
        init => field = value is null or (>= 1 and < double.PositiveInfinity)
            ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "An object diameter is at least 1 pixel.");
    }

    /// <summary>
    /// Noisy passes for each of the two noise values (paper section 3.3). Time grows with it; fewer give a rougher border between
    /// objects and background. Default <see langword="null"/>: a model that has learned its uncertainty, or objects, takes one
    /// pass without noise, any other 16, as in the paper.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 to 1024.</exception>
    public int? Passes
    {
        get;
        init => field = value is null or (>= 1 and <= 1024)
            ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The number of passes is 1 to 1024.");
    }

    /// <summary>Share of the pixels replaced in each noisy pass. Default 0.01, as in the paper; leave it alone.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0 and below 1.</exception>
    public double NoiseProbability
    {
        get;
        init => field = value is > 0 and < 1
            ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A noise probability lies between 0 and 1.");
    } = 0.01;

    /// <summary>Seed of the noise. The same seed gives the same labels, bit for bit. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Side of a prediction tile in pixels. Default 256. Changes memory and speed, never the labels.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Odd, or not 16 to 4096.</exception>
    public int TileSize
    {
        get;
        init => field = value is >= 16 and <= 4096 && value % 2 == 0
            ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A tile size is an even number of pixels, 16 to 4096.");
    } = EmbeddingOptions.DefaultTileSize;

    /// <summary>Threads to use at once. Default: the number of processors. Labels do not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int MaxDegreeOfParallelism
    {
        get;
        init => field = value >= 1
            ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least one thread is needed.");
    } = Environment.ProcessorCount;

    /// <summary>
    /// The test of evidence that every object must pass, whatever model and refiners it comes from. Default: its defaults, see
    /// <see cref="EvidenceFilterOptions"/>.
    /// <see langword="null"/> leaves it out: an image of noise then may have objects.
    /// </summary>
    public EvidenceFilterOptions? Evidence { get; init; } = new();

    /// <summary>Keep the embeddings in the result, for a look at them or other clusterings. Default off: they are large.</summary>
    public bool KeepEmbedding { get; init; }
}
