using Cellulus.Engine;

namespace Cellulus;

/// <summary>Reads offset and uncertainty off the maps of a network that has just run. One for each thread.</summary>
internal abstract class FieldReader(UNetMaps maps)
{
    public UNetMaps Maps { get; } = maps;

    /// <summary>Reads the beginning of one row (z, y) of the network's output.</summary>
    public abstract void Read(int z, int y, FieldRow row);
}
