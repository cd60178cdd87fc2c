using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// A network that says of each pixel, in one pass, whether it belongs to an object and how far the centre of that object is.
/// Immutable; threads share it, each with its own <see cref="UNetMaps"/>.
/// </summary>
internal sealed class ObjectNetwork
{
    private readonly float[] _parameters;

    /// <summary>Takes over parameters in the order of the layout.</summary>
    public ObjectNetwork(ObjectMetadata metadata, UNetLayout layout, float[] parameters, double workingDiameter)
    {
        Metadata = metadata;
        _parameters = parameters;
        Unit = UnitOf(workingDiameter);
        Network = new UNet(layout, GemmKernels.Best, training: false);
        Network.Pack(parameters);
    }

    public ObjectMetadata Metadata { get; }

    public UNet Network { get; }

    /// <summary>Pixels of an offset of 1 in the output: outputs are about -1 to 1.</summary>
    public double Unit { get; }

    public ReadOnlySpan<float> Parameters => _parameters;

    /// <summary>The same network with other metadata about the same sizes.</summary>
    public ObjectNetwork With(ObjectMetadata metadata) => new(metadata, Network.Layout, _parameters, Unit / UnitOf(1));

    public static double UnitOf(double workingDiameter) => workingDiameter / 2;
}
