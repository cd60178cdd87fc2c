using System.Collections.Concurrent;
using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// Embeds an image by many noisy passes, tile by tile: the mean over passes is the embedding, the population standard deviation
/// summed over components the uncertainty (paper section 3.3).
/// </summary>
internal sealed class NoisyPasses
{
    private const int PassesPerGroup = 8;

    private readonly UNet _network;
    private readonly MicroscopyImage _image;
    private readonly SaltAndPepper _noise;
    private readonly StageExecution _execution;
    private readonly TileGrid _grid;
    private readonly ConcurrentBag<UNetMaps> _maps = [];
    private readonly int _components;

    public NoisyPasses(UNet network, MicroscopyImage image, EmbeddingOptions options, StageExecution execution)
        : this(network, image, options, execution, new SaltAndPepper(options))
    {
    }

    internal NoisyPasses(UNet network, MicroscopyImage image, EmbeddingOptions options, StageExecution execution, SaltAndPepper noise)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(noise.Copies, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.TileSize, 16, nameof(options));
        _network = network;
        _image = image;
        _noise = noise;
        _execution = execution;
        _grid = new TileGrid(image.Shape, options.TileSize, network.Layout.Architecture);
        _components = network.Layout.Architecture.Outputs;
    }

    /// <summary>Runs all passes.</summary>
    /// <param name="objectDiameter">Typical object diameter in pixels of the image.</param>
    public EmbeddingField Run(double objectDiameter)
    {
        int pixels = (int)_image.Shape.PixelCount, groups = (_noise.Copies + PassesPerGroup - 1) / PassesPerGroup, done = 0;
        float[] offsets = new float[_components * pixels], uncertainty = new float[pixels];
        TileSums[] tiles = [.. Enumerable.Range(0, _grid.Count).Select(_ => new TileSums(groups))];
        ParallelWork.For(_grid.Count * groups, _execution, item =>
        {
            (int tile, int group) = Math.DivRem(item, groups);
            double[] sums = SumPasses(tile, group * PassesPerGroup, Math.Min(_noise.Copies, (group + 1) * PassesPerGroup));
            if (tiles[tile].Complete(group, sums))
                Finish(tile, tiles[tile].Total(), offsets, uncertainty);
            _execution.Progress?.Report(Interlocked.Increment(ref done) / (double)(_grid.Count * groups));
        });
        return new EmbeddingField(offsets, uncertainty, _image.Shape, objectDiameter);
    }

    private double[] SumPasses(int tile, int firstPass, int endPass)
    {
        if (!_maps.TryTake(out UNetMaps? maps))
            maps = new UNetMaps(_network.Layout, InputOf(_grid.Tile), training: false);
        int context = _network.Layout.Architecture.Context;
        (int z, int y, int x) = _grid.Origin(tile);
        (int Z, int Y, int X) origin = (_image.Depth > 1 ? z - context : 0, y - context, x - context);
        double[] sums = new double[_grid.Tile.PixelCount * _components * 2];
        for (int pass = firstPass; pass < endPass; pass++)
        {
            _noise.Fill(_image, pass, origin, maps.Input);
            _network.Forward(maps, _execution.CancellationToken);
            ReadOnlySpan<float> output = maps.Output.Values;
            for (int pixel = 0, sum = 0; sum < sums.Length; pixel += maps.Output.Channels)
            {
                for (int c = 0; c < _components; c++, sum += 2)
                {
                    double value = output[pixel + c];
                    sums[sum] += value;
                    sums[sum + 1] += value * value;
                }
            }
        }
        _maps.Add(maps);
        return sums;
    }

    private ImageShape InputOf(ImageShape tile)
    {
        int margin = _network.Layout.Architecture.Margin;
        return new ImageShape(_image.Depth > 1 ? tile.Depth + margin : 1, tile.Height + margin, tile.Width + margin);
    }

    // Mean and deviation of the tile's pixels that lie inside the image.
    private void Finish(int tile, double[] sums, float[] offsets, float[] uncertainty)
    {
        (int z0, int y0, int x0) = _grid.Origin(tile);
        ImageShape shape = _image.Shape, size = _grid.Tile;
        int pixels = uncertainty.Length;
        double count = _noise.Copies;
        for (int z = 0; z < Math.Min(size.Depth, shape.Depth - z0); z++)
        {
            for (int y = 0; y < Math.Min(size.Height, shape.Height - y0); y++)
            {
                for (int x = 0; x < Math.Min(size.Width, shape.Width - x0); x++)
                {
                    int target = shape.IndexOf(z0 + z, y0 + y, x0 + x), source = size.IndexOf(z, y, x) * _components * 2;
                    double deviation = 0;
                    for (int c = 0; c < _components; c++)
                    {
                        double mean = sums[source + 2 * c] / count;
                        deviation += Math.Sqrt(Math.Max(0, sums[source + 2 * c + 1] / count - mean * mean));
                        offsets[c * pixels + target] = (float)mean;
                    }
                    uncertainty[target] = (float)deviation;
                }
            }
        }
    }
}
