namespace Cellulus;

/// <summary>
/// A star-convex network that was taught by drawn scenes of many modalities, and no real image. It takes images of one to three channels in
/// any order and
/// finds the diameter of their objects by itself, so it segments at once what no model was trained on. Immutable; may be used from many
/// threads at once.
/// </summary>
public sealed class PretrainedModel : IInstanceDetector, IDiameterFinder
{
    private static readonly Lazy<PretrainedModel> s_planes = new(() => Bundled("planes"));

    private readonly StarConvexModel _network;

    /// <summary>Wraps a network.</summary>
    /// <param name="network">A network that takes images of fewer channels than it has inputs.</param>
    internal PretrainedModel(StarConvexModel network) => _network = network;

    /// <summary>The model of planes that this library brings along.</summary>
    public static PretrainedModel Planes => s_planes.Value;

    /// <inheritdoc/>
    /// <remarks>Its object diameter is that of the network's grid: what an image shows is found by <see cref="FindDiameter"/>.</remarks>
    public EmbeddingModelDescription Description => _network.Description;

    /// <summary>Optimizer steps behind the weights.</summary>
    public int Iterations => _network.Iterations;

    /// <summary>The network, of as many channels as it has inputs: what a training goes on from.</summary>
    public StarConvexModel Network => _network;

    /// <inheritdoc/>
    public DetectedObjects Detect(MicroscopyImage image, ImageShape target, int tileSize, StageExecution execution) =>
        _network.Detect(image, target, tileSize, execution);

    /// <inheritdoc/>
    public double? FindDiameter(MicroscopyImage image, StageExecution execution)
    {
        ArgumentNullException.ThrowIfNull(image);
        Description.Require(image.Shape, image.Channels);
        return new ScaleSearch(_network).Find(image, execution);
    }

    private static PretrainedModel Bundled(string name)
    {
        string resource = $"Cellulus.Pretrained.{name}.safetensors";
        using Stream stream = typeof(PretrainedModel).Assembly.GetManifestResourceStream(resource)
            ?? throw new ModelFileException(resource, "it is missing in the library. Reinstall the package.");
        return new PretrainedModel(StarConvexFile.Read(resource, stream));
    }
}
