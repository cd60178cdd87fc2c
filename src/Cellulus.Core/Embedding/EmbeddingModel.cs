using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// The mini U-Net of the paper on the managed engine. Immutable; may be used from many threads at once.
/// </summary>
public sealed class EmbeddingModel : IRegionEmbeddingModel
{
    private readonly ModelMetadata _metadata;
    private readonly float[] _parameters;
    private readonly UncertaintyHead? _head;
    private readonly ObjectNetwork? _objects;
    private readonly UNet _network;
    private readonly OnePassNetwork? _onePass;

    /// <summary>Takes over parameters in the order of the layout.</summary>
    internal EmbeddingModel(ModelMetadata metadata, float[] parameters, UncertaintyHead? head = null, ObjectNetwork? objects = null)
    {
        _metadata = metadata;
        _parameters = parameters;
        _head = head;
        _objects = objects;
        _network = new UNet(new UNetLayout(metadata.Architecture), GemmKernels.Best, training: false);
        _network.Pack(parameters);
        _onePass = objects is not null ? new OnePassNetwork(objects.Network, maps => new ObjectReader(objects, maps), objects.Metadata)
            : head is not null ? new OnePassNetwork(_network, maps => new UncertaintyReader(head, maps))
            : null;
        Description = metadata.Describe(learnedUncertainty: head is not null);
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
        ModelFile.Write(path, _metadata, _network.Layout, _parameters, _head, _objects);
    }

    /// <inheritdoc/>
    public EmbeddingField Embed(MicroscopyImage image, EmbeddingOptions options, StageExecution execution)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(execution);
        Description.Require(image.Shape, image.Channels);
        int side = OnePassFor(options) is { } network
            ? OnePass.TileSideFor(image.Shape, options.TileSize, network.Architecture, execution.MaxDegreeOfParallelism)
            : options.TileSize;
        return Embed(ImageWindow.Of(image), GridBox.Of(image.Shape), options with { TileSize = side }, execution);
    }

    /// <inheritdoc/>
    public string Fingerprint => Convert.ToHexString(SHA256.HashData(
        [.. Encoding.UTF8.GetBytes(_metadata.ToJson()), .. MemoryMarshal.AsBytes(_parameters.AsSpan()),
        .. MemoryMarshal.AsBytes(_head is null ? [] : _head.Parameters),
        .. MemoryMarshal.AsBytes(_objects is null ? [] : _objects.Parameters)]));

    /// <inheritdoc/>
    public int Alignment => Widest.TileAlignment;

    /// <inheritdoc/>
    public PixelBox ContextOf(PixelBox region, ImageShape whole) =>
        NetworkTiles.ContextOf(GridBox.From(region), whole, Widest).ToPixelBox();

    /// <inheritdoc/>
    public long EstimateMemory(ImageShape region, EmbeddingOptions options, int threads)
    {
        ArgumentNullException.ThrowIfNull(options);
        return OnePassFor(options) is { } network
            ? OnePass.EstimateMemory(network, region, options, threads)
            : NoisyPasses.EstimateMemory(_network, region, options, threads);
    }

    /// <inheritdoc/>
    public EmbeddingField EmbedRegion(ImageWindow image, PixelBox region, EmbeddingOptions options, StageExecution execution)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(execution);
        return Embed(image, GridBox.From(region), options, execution);
    }

    private OnePassNetwork? OnePassFor(EmbeddingOptions options) => options.Passes is null ? _onePass : null;

    /// <summary>The network that looks farthest: what is enough for it is enough for all.</summary>
    private UNetArchitecture Widest => (_objects?.Network ?? _network).Layout.Architecture;

    private EmbeddingField Embed(ImageWindow image, GridBox region, EmbeddingOptions options, StageExecution execution) =>
        OnePassFor(options) is { } network
            ? new OnePass(network, image, region, options, execution).Run(Description.WorkingDiameter)
            : new NoisyPasses(_network, image, region, options, execution, new SaltAndPepper(options)).Run(Description.WorkingDiameter);

    /// <summary>The same model with another uncertainty head.</summary>
    internal EmbeddingModel With(UncertaintyHead head) => new(_metadata, _parameters, head, _objects);

    /// <summary>The same model with another object network.</summary>
    internal EmbeddingModel With(ObjectNetwork objects) => new(_metadata with { Objects = objects.Metadata }, _parameters, _head, objects);

    /// <summary>The same model, which has learned objects, with what was measured of its fields: how sure it is of typical objects, how far
    /// their embeddings spread.</summary>
    internal EmbeddingModel With(FieldTraits traits) =>
        With(_objects!.With(_objects.Metadata with { TypicalConfidence = traits.TypicalConfidence, Bandwidth = traits.RelativeBandwidth }));

    internal EmbeddingModel WithoutObjects() => _objects is null ? this : new EmbeddingModel(_metadata with { Objects = null }, _parameters, _head);

    /// <summary>The same model for a measured object diameter. Images keep their scale: what the network sees as the working diameter
    /// changes alike.</summary>
    internal EmbeddingModel WithMeasured(double objectDiameter) => new(
        _metadata with { Objects = null, ObjectDiameter = objectDiameter, WorkingDiameter = _metadata.WorkingDiameter * objectDiameter / _metadata.ObjectDiameter },
        _parameters, _head);

    internal UncertaintyHead? Head => _head;
    internal ObjectNetwork? Objects => _objects;
    internal UNet Network => _network;
    internal UNetLayout Layout => _network.Layout;
    internal ReadOnlySpan<float> Parameters => _parameters;
}
