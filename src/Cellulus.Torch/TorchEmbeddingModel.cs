using System.Security.Cryptography;
using System.Text;
using Cellulus.Engine;
using TorchSharp;

namespace Cellulus.Torch;

/// <summary>
/// A model run on TorchSharp: noisy passes, the uncertainty head and the object network give what the managed engine gives, up to
/// rounding. Immutable; may be used from many threads, which then take turns. Holds memory of the device until it is disposed of.
/// </summary>
public sealed class TorchEmbeddingModel : IRegionEmbeddingModel, IDisposable
{
    private readonly TorchOptions _options;
    private readonly TorchSession _session;
    private readonly TorchNetwork _network;
    private readonly IFieldHead? _head;
    private bool _isDisposed;

    /// <summary>Brings a model to a device.</summary>
    /// <param name="model">The model; stays usable by itself.</param>
    /// <param name="options">Where and how to compute; <see langword="null"/> for the defaults.</param>
    /// <exception cref="NativeLibraryException">libtorch cannot be loaded.</exception>
    /// <exception cref="RuntimePackageException">Packages with its native libraries exclude each other.</exception>
    /// <exception cref="DeviceNotFoundException">The device is not there.</exception>
    /// <exception cref="CudaDriverException">Its driver does not suit.</exception>
    /// <exception cref="DeviceMemoryException">It has not enough memory.</exception>
    public TorchEmbeddingModel(EmbeddingModel model, TorchOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        _options = options ?? new TorchOptions();
        _session = new TorchSession(_options);
        (_network, _head) = _session.Run(StageExecution.Default, () =>
        {
            var network = new TorchNetwork(model.Layout, model.Parameters, _session);
            IFieldHead? head = model.Objects is { } objects ? new ObjectFieldHead(objects, _session)
                : model.Head is { } uncertainty ? new UncertaintyFieldHead(network, uncertainty, _session)
                : null;
            return (network, head);
        });
    }

    /// <summary>The model on the managed engine.</summary>
    public EmbeddingModel Model { get; }

    /// <summary>The device that it runs on: "cpu", or "cuda:0" and so on.</summary>
    public string Device => _session.Device;

    /// <inheritdoc/>
    public EmbeddingModelDescription Description => Model.Description;

    /// <summary>Reads a model file and brings it to a device.</summary>
    /// <param name="path">File; see <see cref="EmbeddingModel.Load"/>.</param>
    /// <param name="objectDiameter">Typical object diameter in pixels of the images to segment. Default: what the file says.</param>
    /// <param name="options">Where and how to compute; <see langword="null"/> for the defaults.</param>
    /// <inheritdoc cref="TorchEmbeddingModel(EmbeddingModel, TorchOptions?)"/>
    /// <exception cref="ModelFileException">The file is missing, damaged, or no such model.</exception>
    public static TorchEmbeddingModel Load(string path, double? objectDiameter = null, TorchOptions? options = null) =>
        new(EmbeddingModel.Load(path, objectDiameter), options);

    /// <summary>Writes the model file, which either engine reads.</summary>
    /// <param name="path">File; missing folders are made.</param>
    /// <exception cref="ModelFileException">The file cannot be written.</exception>
    public void Save(string path) => Model.Save(path);

    /// <inheritdoc/>
    /// <exception cref="DeviceMemoryException">The device has not enough memory.</exception>
    public EmbeddingField Embed(MicroscopyImage image, EmbeddingOptions options, StageExecution execution)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(execution);
        Description.Require(image.Shape, image.Channels);
        return Embed(ImageWindow.Of(image), GridBox.Of(image.Shape), options, execution);
    }

    /// <inheritdoc/>
    public string Fingerprint => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{Model.Fingerprint} {Device} {_options.Precision}")));

    /// <inheritdoc/>
    public int Alignment => Model.Alignment;

    /// <inheritdoc/>
    public PixelBox ContextOf(PixelBox region, ImageShape whole) => Model.ContextOf(region, whole);

    /// <inheritdoc/>
    public long EstimateMemory(ImageShape region, EmbeddingOptions options, int threads)
    {
        ArgumentNullException.ThrowIfNull(options);
        UNetLayout layout = (HeadFor(options)?.Network ?? _network).Layout;
        var tiles = new NetworkTiles(layout.Architecture, GridBox.Of(region), options.TileSize);
        long input = 3 * tiles.Input.PixelCount * layout.Architecture.InputChannels * sizeof(float);
        return _session.BatchSize * (input + (_session.IsCuda ? 0 : NetworkMemory.OfMaps(layout, tiles.Input)));
    }

    /// <inheritdoc/>
    /// <remarks>Values are those of the whole up to rounding.</remarks>
    public EmbeddingField EmbedRegion(ImageWindow image, PixelBox region, EmbeddingOptions options, StageExecution execution)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(execution);
        return Embed(image, GridBox.From(region), options, execution);
    }

    /// <summary>Frees the memory of the device. No call may be running.</summary>
    public void Dispose()
    {
        _head?.Dispose();
        _network.Dispose();
        _isDisposed = true;
    }

    private IFieldHead? HeadFor(EmbeddingOptions options) => options.Passes is null ? _head : null;

    private EmbeddingField Embed(ImageWindow image, GridBox region, EmbeddingOptions options, StageExecution execution)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _session.Run(execution, () =>
        {
            using IDisposable noGradients = torch.no_grad();
            return HeadFor(options) is { } head
                ? new TorchOnePass(head, _session, image, region, options).Run(Description.WorkingDiameter, execution)
                : new TorchNoisyPasses(_network, _session, image, region, options).Run(Description.WorkingDiameter, execution);
        });
    }
}
