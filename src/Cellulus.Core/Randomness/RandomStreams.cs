namespace Cellulus;

/// <summary>
/// First stream number of each use of randomness. Streams of one seed never overlap, so a draw depends on what it is for
/// (which step, which crop, which pass) and never on who drew before.
/// </summary>
internal static class RandomStreams
{
    /// <summary>Plus the layer's number.</summary>
    public const ulong Weights = 1UL << 56;

    /// <summary>Plus the number of the crop since the start of training.</summary>
    public const ulong Crops = 2UL << 56;

    /// <summary>Plus the number of the crop since the start of training.</summary>
    public const ulong Pairs = 3UL << 56;

    /// <summary>Plus the number of the noisy pass.</summary>
    public const ulong Noise = 4UL << 56;

    /// <summary>Plus the number of the crop that an uncertainty head learns from.</summary>
    public const ulong UncertaintyCrops = 5UL << 56;

    /// <summary>Plus the number of the noisy copy that an uncertainty head learns from.</summary>
    public const ulong UncertaintyNoise = 6UL << 56;

    /// <summary>First values of an uncertainty head and the batches it is fitted on.</summary>
    public const ulong UncertaintyFit = 7UL << 56;

    /// <summary>Plus the layer's number, of an object network.</summary>
    public const ulong ObjectWeights = 8UL << 56;

    /// <summary>Plus the number of the crop that an object network learns from.</summary>
    public const ulong ObjectCrops = 9UL << 56;

    /// <summary>Plus the number of the crop that an object network learns from.</summary>
    public const ulong ObjectPixels = 10UL << 56;

    /// <summary>Plus the layer's number, of a star-convex network.</summary>
    public const ulong StarWeights = 11UL << 56;

    /// <summary>Plus the number of the crop that a star-convex network learns from.</summary>
    public const ulong StarCrops = 12UL << 56;

    /// <summary>Plus the number of the crop that a star-convex network learns from.</summary>
    public const ulong StarPixels = 13UL << 56;

    /// <summary>Plus the number of the image whose annotations are held out.</summary>
    public const ulong HeldOut = 14UL << 56;
}
