using Cellulus.Engine;

namespace Cellulus;

/// <summary>Runs a network over an image by one pass without noise, tile by tile. Any number of threads may.</summary>
internal interface ITilePass
{
    UNetArchitecture Architecture { get; }

    /// <summary>Largest side of a tile that suits.</summary>
    /// <param name="image">Extent of the image.</param>
    /// <param name="most">Largest side allowed.</param>
    /// <param name="threads">Threads that may be used.</param>
    int SideFor(ImageShape image, int most, int threads);

    /// <summary>Runs all tiles.</summary>
    /// <param name="image">What the tiles look at.</param>
    /// <param name="tiles">The tiles.</param>
    /// <param name="execution">Threads, progress, cancellation.</param>
    /// <param name="read">
    /// Told the number of each tile and what the network says there, order (z, y, x, channel); on several threads at once. The map is used
    /// again afterwards.
    /// </param>
    void Run(ImageWindow image, NetworkTiles tiles, StageExecution execution, Action<int, FeatureMap> read);
}
