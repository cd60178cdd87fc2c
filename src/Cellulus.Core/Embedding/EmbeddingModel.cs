using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// The mini U-Net of the paper on the managed engine. Immutable; may be used from many threads at once.
/// </summary>
public sealed class EmbeddingModel : IEmbeddingModel
{
    private readonly ModelMetadata _metadata;
    private readonly float[] _parameters;
    private readonly UncertaintyHead? _head;
    private readonly UNet _network;

    /// <summary>Takes over parameters in the order of the layout.</summary>
    internal EmbeddingModel(ModelMetadata metadata, float[] parameters, UncertaintyHead? head = null)
    {
        _metadata = metadata;
        _parameters = parameters;
        _head = head;
        _network = new UNet(new UNetLayout(metadata.Architecture), GemmKernels.Best, training: false);
        _network.Pack(parameters);
        Description = new EmbeddingModelDescription
        {
            Rank = metadata.Rank,
            Channels = metadata.Channels,
            ObjectDiameter = metadata.ObjectDiameter,
            WorkingDiameter = metadata.WorkingDiameter,
            LearnedUncertainty = head is not null,
        };
    }

    /// <inheritdoc/>
    public EmbeddingModelDescription Description { get; }

    /// <summary>Feature maps of the first block.</summary>
    public int Features => _metadata.Features;

    /// <summary>Optimizer steps behind the weights.</summary>
    public int Iterations => _metadata.Iterations;

    /// <summary>Reads a model file (.safetensors) or a checkpoint of the reference implementation (.pth).</summary>
    /// <param name="path">File; its kind is told from its content.</param>
    /// <param name="objectDiameter">
    /// Typical object diameter in pixels of the images to segment. Default: what the file says. A checkpoint of the reference says
    /// nothing; images then stay at their own scale.
    /// </param>
    /// <exception cref="ModelFileException">The file is missing, damaged, or no such model.</exception>
    public static EmbeddingModel Load(string path, double? objectDiameter = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (objectDiameter is { } given)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(given, nameof(objectDiameter));
        return ModelFile.Read(path, objectDiameter);
    }

    /// <summary>Writes a model file (safetensors), in one step: the file is there whole or not at all.</summary>
    /// <param name="path">File; missing folders are made.</param>
    /// <exception cref="ModelFileException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ModelFile.Write(path, _metadata, _network.Layout, _parameters, _head);
    }

    /// <inheritdoc/>
    public EmbeddingField Embed(MicroscopyImage image, EmbeddingOptions options, StageExecution execution)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(execution);
        if (image.Channels != Description.Channels)
            throw new ModelMismatchException(
                $"The model was trained on {Description.Channels} channel(s), the image has {image.Channels}. Pick the right channels or train a model on such images.");
        if (image.Shape.Rank != Description.Rank)
            throw new ModelMismatchException(
                $"The model was trained on {(Description.Rank == 3 ? "volumes" : "planes")}, the image is {image.Shape}. Train a model on such images.");
        return _head is not null && options.Passes is null
            ? new OnePass(_network, _head, image, options, execution).Run(Description.WorkingDiameter)
            : new NoisyPasses(_network, image, options, execution).Run(Description.WorkingDiameter);
    }

    /// <summary>The same model with another uncertainty head.</summary>
    internal EmbeddingModel With(UncertaintyHead head) => new(_metadata, _parameters, head);

    internal UncertaintyHead? Head => _head;
    internal UNet Network => _network;
    internal UNetLayout Layout => _network.Layout;
    internal ReadOnlySpan<float> Parameters => _parameters;
}
