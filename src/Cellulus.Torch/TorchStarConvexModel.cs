namespace Cellulus.Torch;

/// <summary>
/// A star-convex model run on TorchSharp: one pass on the device; suppression and drawing are those of <see cref="StarConvexModel"/>, whose
/// labels it gives, up to rounding. Immutable; may be used from many threads, which then take turns on the device. Holds memory of the
/// device until it is disposed of.
/// </summary>
public sealed class TorchStarConvexModel : IInstanceDetector, IDisposable
{
    private readonly TorchSession _session;
    private readonly TorchTilePass _pass;
    private bool _isDisposed;

    /// <summary>Brings a model to a device.</summary>
    /// <param name="model">The model, thresholds included; stays usable by itself.</param>
    /// <param name="options">Where and how to compute; <see langword="null"/> for the defaults.</param>
    /// <exception cref="NativeLibraryException">libtorch cannot be loaded.</exception>
    /// <exception cref="RuntimePackageException">Packages with its native libraries exclude each other.</exception>
    /// <exception cref="DeviceNotFoundException">The device is not there.</exception>
    /// <exception cref="CudaDriverException">Its driver does not suit.</exception>
    /// <exception cref="DeviceMemoryException">It has not enough memory.</exception>
    public TorchStarConvexModel(StarConvexModel model, TorchOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        _session = new TorchSession(options ?? new TorchOptions());
        _pass = new TorchTilePass(model, _session);
    }

    /// <summary>The model on the managed engine.</summary>
    public StarConvexModel Model { get; }

    /// <summary>The device that it runs on: "cpu", or "cuda:0" and so on.</summary>
    public string Device => _session.Device;

    /// <inheritdoc/>
    public EmbeddingModelDescription Description => Model.Description;

    /// <inheritdoc/>
    public IReadOnlyList<ISegmentationRefiner> Refiners => Model.Refiners;

    /// <summary>Reads a model file and brings it to a device.</summary>
    /// <param name="path">File; see <see cref="StarConvexModel.Load"/>.</param>
    /// <param name="options">Where and how to compute; <see langword="null"/> for the defaults.</param>
    /// <inheritdoc cref="TorchStarConvexModel(StarConvexModel, TorchOptions?)"/>
    /// <exception cref="ModelFileException">The file is missing, damaged, or no such model.</exception>
    public static TorchStarConvexModel Load(string path, TorchOptions? options = null) => new(StarConvexModel.Load(path), options);

    /// <summary>Writes the model file, which either engine reads.</summary>
    /// <param name="path">File; missing folders are made.</param>
    /// <exception cref="ModelFileException">The file cannot be written.</exception>
    public void Save(string path) => Model.Save(path);

    /// <inheritdoc/>
    /// <exception cref="DeviceMemoryException">The device has not enough memory.</exception>
    public DetectedObjects Detect(MicroscopyImage image, ImageShape target, int tileSize, StageExecution execution)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return Model.Detect(_pass, image, target, tileSize, execution);
    }

    /// <summary>Frees the memory of the device. No call may be running.</summary>
    public void Dispose()
    {
        _pass.Dispose();
        _isDisposed = true;
    }
}
