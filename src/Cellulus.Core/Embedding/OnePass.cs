using System.Collections.Concurrent;
using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// Embeds an image by one pass without noise, tile by tile. What noise would do to each pixel, the network's second head says from the
/// same features: the shift of the mean is added to the offset, the standard deviation is the uncertainty.
/// </summary>
internal sealed class OnePass
{
    private const int SmallestTile = 64;

    private readonly UNet _network;
    private readonly UncertaintyHead _head;
    private readonly MicroscopyImage _image;
    private readonly StageExecution _execution;
    private readonly TileGrid _grid;
    private readonly SaltAndPepper _noNoise;
    private readonly ConcurrentBag<Worker> _workers = [];

    public OnePass(UNet network, UncertaintyHead head, MicroscopyImage image, EmbeddingOptions options, StageExecution execution)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.TileSize, 16, nameof(options));
        _network = network;
        _head = head;
        _image = image;
        _execution = execution;
        _noNoise = new SaltAndPepper(options, (_, _, uniform) => uniform.Fill(1));
        _grid = Cut(image.Shape, options.TileSize, network.Layout.Architecture, execution.MaxDegreeOfParallelism);
    }

    /// <summary>Runs the pass.</summary>
    /// <param name="objectDiameter">Typical object diameter in pixels of the image.</param>
    public EmbeddingField Run(double objectDiameter)
    {
        int pixels = (int)_image.Shape.PixelCount, done = 0;
        float[] offsets = new float[_head.Layout.Components * pixels], uncertainty = new float[pixels];
        ParallelWork.For(_grid.Count, _execution, tile =>
        {
            if (!_workers.TryTake(out Worker? worker))
                worker = new Worker(_network, _head, InputOf(_grid.Tile));
            Embed(tile, worker, offsets, uncertainty);
            _workers.Add(worker);
            _execution.Progress?.Report(Interlocked.Increment(ref done) / (double)_grid.Count);
        });
        return new EmbeddingField(offsets, uncertainty, _image.Shape, objectDiameter);
    }

    private void Embed(int tile, Worker worker, float[] offsets, float[] uncertainty)
    {
        int context = _network.Layout.Architecture.Context;
        (int z0, int y0, int x0) = _grid.Origin(tile);
        UNetMaps maps = worker.Maps;
        ImageShape shape = _image.Shape;
        int width = Math.Min(_grid.Tile.Width, shape.Width - x0);
        _noNoise.Fill(_image, 0, (_image.Depth > 1 ? z0 - context : 0, y0 - context, x0 - context), maps.Input);
        _network.Forward(maps, _execution.CancellationToken, (z, y) =>
        {
            if (z0 + z >= shape.Depth || y0 + y >= shape.Height)
                return;
            _head.Predict(maps.Decoders[0].Result, worker.Row, z, y);
            int target = shape.IndexOf(z0 + z, y0 + y, x0);
            worker.Row.Deviation[..width].CopyTo(uncertainty.AsSpan(target));
            ReadOnlySpan<float> output = maps.Output.Row(z, y);
            for (int c = 0; c < _head.Layout.Components; c++)
                for (int x = 0; x < width; x++)
                    offsets[c * uncertainty.Length + target + x] = output[x * maps.Output.Channels + c] + worker.Row.Shift(x, c);
        });
    }

    // A small image is cut further, so that each thread has a tile.
    private static TileGrid Cut(ImageShape shape, int side, UNetArchitecture architecture, int threads)
    {
        var grid = new TileGrid(shape, side, architecture);
        while (grid.Count < threads && side >= 2 * SmallestTile)
            grid = new TileGrid(shape, side /= 2, architecture);
        return grid;
    }

    private ImageShape InputOf(ImageShape tile)
    {
        int margin = _network.Layout.Architecture.Margin;
        return new ImageShape(_image.Depth > 1 ? tile.Depth + margin : 1, tile.Height + margin, tile.Width + margin);
    }

    /// <summary>Buffers of one thread.</summary>
    private sealed class Worker(UNet network, UncertaintyHead head, ImageShape input)
    {
        public UNetMaps Maps { get; } = new(network.Layout, input, training: false);
        public UncertaintyHeadRow Row { get; } = new(head.Layout, network.Layout.Architecture.OutputOf(input));
    }
}
