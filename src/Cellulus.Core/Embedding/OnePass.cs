using System.Collections.Concurrent;
using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// Embeds an image, or a region of one, by one pass without noise, tile by tile. What noise would do to each pixel, the network's second
/// head says from the same features: the shift of the mean is added to the offset, the standard deviation is the uncertainty.
/// </summary>
internal sealed class OnePass
{
    private readonly UNet _network;
    private readonly UncertaintyHead _head;
    private readonly ImageWindow _image;
    private readonly ImageShape _shape;
    private readonly StageExecution _execution;
    private readonly NetworkTiles _tiles;
    private readonly SaltAndPepper _noNoise;
    private readonly ConcurrentBag<Worker> _workers = [];

    /// <param name="network">The network.</param>
    /// <param name="head">Its second head.</param>
    /// <param name="image">What the region needs of the whole; see <see cref="NetworkTiles.ContextOf"/>.</param>
    /// <param name="region">What to embed.</param>
    /// <param name="options">Tile size.</param>
    /// <param name="execution">Threads, progress, cancellation.</param>
    public OnePass(UNet network, UncertaintyHead head, ImageWindow image, GridBox region, EmbeddingOptions options, StageExecution execution)
    {
        _network = network;
        _head = head;
        _image = image;
        _shape = region.Shape;
        _execution = execution;
        _noNoise = new SaltAndPepper(options, (_, _, uniform) => uniform.Fill(1));
        _tiles = new NetworkTiles(network.Layout.Architecture, region, options.TileSize);
    }

    /// <summary>Bytes that the pass over a region takes beside image and field.</summary>
    public static long EstimateMemory(UNet network, ImageShape region, EmbeddingOptions options, int threads) =>
        threads * new UNetMaps(
            network.Layout, new NetworkTiles(network.Layout.Architecture, GridBox.Of(region), options.TileSize).Input, training: false).Bytes;

    /// <summary>Largest side of a tile such that an image has one for each thread, if it is not tiny.</summary>
    public static int TileSideFor(ImageShape shape, int side, UNetArchitecture architecture, int threads)
    {
        const int Smallest = 64;
        while (side >= 2 * Smallest && new TileGrid(shape, side, architecture).Count < threads)
            side /= 2;
        return side;
    }

    /// <summary>Runs the pass.</summary>
    /// <param name="objectDiameter">Typical object diameter in pixels of the image.</param>
    public EmbeddingField Run(double objectDiameter)
    {
        int pixels = _shape.CheckedLength(), done = 0;
        float[] offsets = new float[_head.Layout.Components * pixels], uncertainty = new float[pixels];
        ParallelWork.For(_tiles.Count, _execution, tile =>
        {
            if (!_workers.TryTake(out Worker? worker))
                worker = new Worker(_network, _head, _tiles.Input);
            Embed(tile, worker, offsets, uncertainty);
            _workers.Add(worker);
            _execution.Progress?.Report(Interlocked.Increment(ref done) / (double)_tiles.Count);
        });
        return new EmbeddingField(offsets, uncertainty, _shape, objectDiameter);
    }

    private void Embed(int tile, Worker worker, float[] offsets, float[] uncertainty)
    {
        GridBox inside = _tiles.Inside(tile);
        ImageShape size = inside.Shape;
        UNetMaps maps = worker.Maps;
        _noNoise.Fill(_image, 0, _tiles.InputOrigin(tile), maps.Input);
        _network.Forward(maps, _execution.CancellationToken, (z, y) =>
        {
            if (z >= size.Depth || y >= size.Height)
                return;
            _head.Predict(maps.Decoders[0].Result, worker.Row, z, y);
            int target = _shape.IndexOf(inside.Z0 + z, inside.Y0 + y, inside.X0);
            worker.Row.Deviation[..size.Width].CopyTo(uncertainty.AsSpan(target));
            ReadOnlySpan<float> output = maps.Output.Row(z, y);
            for (int c = 0; c < _head.Layout.Components; c++)
                for (int x = 0; x < size.Width; x++)
                    offsets[c * uncertainty.Length + target + x] = output[x * maps.Output.Channels + c] + worker.Row.Shift(x, c);
        });
    }

    /// <summary>Buffers of one thread.</summary>
    private sealed class Worker(UNet network, UncertaintyHead head, ImageShape input)
    {
        public UNetMaps Maps { get; } = new(network.Layout, input, training: false);
        public UncertaintyHeadRow Row { get; } = new(head.Layout, network.Layout.Architecture.OutputOf(input));
    }
}
