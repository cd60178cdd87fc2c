namespace Cellulus;

/// <summary>What a host must know of a model before it feeds images to it.</summary>
public sealed record EmbeddingModelDescription
{
    /// <summary>2 for planes, 3 for volumes.</summary>
    public required int Rank { get; init; }

    /// <summary>Channels an image must have; at most, where it may have fewer.</summary>
    public required int Channels { get; init; }

    /// <summary>Fewest channels an image may have. Default: <see cref="Channels"/>.</summary>
    public int? FewestChannels { get; init; }

    /// <summary>Typical object diameter of the training images, in their pixels.</summary>
    public required double ObjectDiameter { get; init; }

    /// <summary>Object diameter the network works at, in pixels of the rescaled image.</summary>
    public required double WorkingDiameter { get; init; }

    /// <summary>Whether the model has learned its uncertainty, so that one pass can take the place of the noisy ones. Default:
    /// no.</summary>
    public bool LearnedUncertainty { get; init; }

    /// <summary>
    /// Whether the model holds a network that has learned from objects found without labels where they and their centres are: it then
    /// takes the place of the embedding unless noisy passes are asked for. Default: no.
    /// </summary>
    public bool LearnedObjects { get; init; }

    /// <summary>
    /// Bandwidth that clusterers take for its embeddings by default, in object diameters: see
    /// <see cref="EmbeddingField.RelativeBandwidth"/>. Default: a half.
    /// </summary>
    public double RelativeBandwidth { get; init; } = EmbeddingField.BandwidthOfEmbedding;

    /// <summary>Checks that an image is of the kind that the model was trained on.</summary>
    /// <param name="image">Shape of the image, in pixels.</param>
    /// <param name="channels">Channels of the image.</param>
    /// <exception cref="ModelMismatchException">It has another rank or number of channels.</exception>
    internal void Require(ImageShape image, int channels)
    {
        if (FewestChannels is { } fewest && (channels < fewest || channels > Channels))
            throw new ModelMismatchException(
                $"The model takes images of {fewest} to {Channels} channels, this image has {channels}. Choose up to {Channels} that show the objects " +
                "(SelectChannels, --channels).");
        if (FewestChannels is null && channels != Channels)
            throw new ModelMismatchException(
                $"The model was trained on images of {Channels} channel(s), this image has {channels}. Choose the channels it was " +
                "trained on (SelectChannels, --channels), or train a model on images like this one.");
        if (image.Rank != Rank)
            throw new ModelMismatchException(
                $"The model was trained on {Kind(Rank)}s, this image of {image} pixels is a {Kind(image.Rank)}. Train a model on images like this one.");
        static string Kind(int rank) => rank == 3 ? "volume" : "plane";
    }
}
