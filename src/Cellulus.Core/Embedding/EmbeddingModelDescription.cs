namespace Cellulus;

/// <summary>What a host must know of a model before it feeds images to it.</summary>
public sealed record EmbeddingModelDescription
{
    /// <summary>2 for planes, 3 for volumes.</summary>
    public required int Rank { get; init; }

    /// <summary>Channels an image must have.</summary>
    public required int Channels { get; init; }

    /// <summary>Typical object diameter of the training images, in their pixels.</summary>
    public required double ObjectDiameter { get; init; }

    /// <summary>Object diameter the network works at, in pixels of the rescaled image.</summary>
    public required double WorkingDiameter { get; init; }

    /// <summary>Whether the model has learned its uncertainty, so that one pass can take the place of the noisy ones. Default: no.</summary>
    public bool LearnedUncertainty { get; init; }

    /// <summary>
    /// Whether the model holds a network that has learned from objects found without labels where they and their centres are: it then
    /// takes the place of the embedding unless noisy passes are asked for. Default: no.
    /// </summary>
    public bool LearnedObjects { get; init; }

    /// <summary>
    /// Bandwidth that clusterers take for its embeddings by default, in object diameters: see <see cref="EmbeddingField.RelativeBandwidth"/>. Default: a half.
    /// </summary>
    public double RelativeBandwidth { get; init; } = EmbeddingField.BandwidthOfEmbedding;

    /// <summary>Checks that an image is of the kind that the model was trained on.</summary>
    /// <exception cref="ModelMismatchException">It has another rank or number of channels.</exception>
    internal void Require(MicroscopyImage image)
    {
        if (image.Channels != Channels)
            throw new ModelMismatchException(
                $"The model was trained on {Channels} channel(s), the image has {image.Channels}. Choose the right channels (SelectChannels, --channels) or train a model on such images.");
        if (image.Shape.Rank != Rank)
            throw new ModelMismatchException(
                $"The model was trained on {(Rank == 3 ? "volumes" : "planes")}, the image is {image.Shape}. Train a model on such images.");
    }
}
