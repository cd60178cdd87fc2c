namespace Cellulus;

/// <summary>How noisy passes are made when a model embeds an image (paper section 3.3).</summary>
public sealed record EmbeddingOptions
{
    /// <summary>Noisy passes for each of the two noise values where nothing else is said, as in the paper.</summary>
    internal const int DefaultPasses = 16;

    /// <summary>Side of a prediction tile where nothing else is said, in pixels.</summary>
    internal const int DefaultTileSize = 256;

    /// <summary>
    /// Noisy passes for each of the two noise values; 2 n passes in all. Fewer are faster and give a rougher uncertainty. Default
    /// <see langword="null"/>: a model that has learned its uncertainty, or objects, takes one pass without noise, any other 16, as in
    /// the paper.
    /// </summary>
    public int? Passes { get; init; }

    /// <summary>Share of the pixels replaced in each pass. Default 0.01, as in the paper.</summary>
    public double NoiseProbability { get; init; } = 0.01;

    /// <summary>Seed of the noise. The same seed gives the same field, bit for bit. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Side of a prediction tile in pixels, even. Default 256. Changes memory and speed, never the result.</summary>
    public int TileSize { get; init; } = DefaultTileSize;
}
