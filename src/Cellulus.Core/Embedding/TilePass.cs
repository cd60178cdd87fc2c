using System.Collections.Concurrent;
using Cellulus.Engine;

namespace Cellulus;

/// <summary>The pass on the managed engine: a tile for each thread.</summary>
internal sealed class TilePass(UNet network) : ITilePass
{
    private readonly SaltAndPepper _noNoise = new(new EmbeddingOptions(), (_, _, uniform) => uniform.Fill(1));

    public UNetArchitecture Architecture => network.Layout.Architecture;

    public int SideFor(ImageShape image, int most, int threads) => OnePass.TileSideFor(image, most, Architecture, threads);

    public void Run(ImageWindow image, NetworkTiles tiles, StageExecution execution, Action<int, FeatureMap> read)
    {
        var unused = new ConcurrentBag<UNetMaps>();
        ParallelWork.ForWithProgress(tiles.Count, execution, tile =>
        {
            if (!unused.TryTake(out UNetMaps? maps))
                maps = new UNetMaps(network.Layout, tiles.Input, training: false);
            _noNoise.Fill(image, 0, tiles.InputOrigin(tile), maps.Input);
            network.Forward(maps, execution.CancellationToken);
            read(tile, maps.Output);
            unused.Add(maps);
        });
    }
}
