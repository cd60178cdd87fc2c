using Cellulus.Engine;
using TorchSharp;

namespace Cellulus.Torch;

/// <summary>The pass of a star-convex network on a device. Threads take turns.</summary>
internal sealed class TorchTilePass : ITilePass, IDisposable
{
    private readonly TorchSession _session;
    private readonly TorchNetwork _network;

    /// <param name="model">The model.</param>
    /// <param name="session">Device and numbers.</param>
    public TorchTilePass(StarConvexModel model, TorchSession session)
    {
        _session = session;
        _network = session.Run(StageExecution.Default, () => new TorchNetwork(model.Layout, model.Parameters, session));
    }

    public UNetArchitecture Architecture => _network.Layout.Architecture;

    // Threads work within a tile: smaller ones would only add to what tiles read twice.
    public int SideFor(ImageShape image, int most, int threads) => most;

    public void Run(ImageWindow image, NetworkTiles tiles, StageExecution execution, Action<int, FeatureMap> read) => _session.Run(execution, () =>
    {
        using IDisposable noGradients = torch.no_grad();
        var runner = new TorchTiles(_network, _session, tiles);
        FeatureMap[] maps = [.. Enumerable.Range(0, runner.BatchSize).Select(_ => new FeatureMap(tiles.Tile, Architecture.Outputs))];
        runner.Run(image, execution, (first, count, _, output) =>
        {
            float[] said = HostMemory.Download(ImageBatch.ChannelsLast(output));
            int length = said.Length / count;
            ParallelWork.For(count, execution, i =>
            {
                said.AsSpan(i * length, length).CopyTo(maps[i].Values);
                read(first + i, maps[i]);
            });
        });
        return true;
    });

    public void Dispose() => _network.Dispose();
}
