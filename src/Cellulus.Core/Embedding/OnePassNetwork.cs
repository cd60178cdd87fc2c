using Cellulus.Engine;

namespace Cellulus;

/// <summary>A network that gives a field in one pass without noise.</summary>
/// <param name="Network">The network.</param>
/// <param name="CreateReader">Makes what reads the field off a thread's maps.</param>
/// <param name="Objects">What is known of it if it has learned objects and borders.</param>
internal sealed record OnePassNetwork(UNet Network, Func<UNetMaps, FieldReader> CreateReader, ObjectMetadata? Objects = null)
{
    public UNetArchitecture Architecture => Network.Layout.Architecture;
}
