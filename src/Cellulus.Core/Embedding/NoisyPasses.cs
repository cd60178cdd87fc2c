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
    private readonly ImageWindow _image;
    private readonly GridBox _region;
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
        : this(network, ImageWindow.Of(image), GridBox.Of(image.Shape), options, execution, noise)
    {
    }

    /// <param name="network">The network.</param>
    /// <param name="image">What the region needs of the whole; see <see cref="ContextOf"/>.</param>
    /// <param name="region">What to embed; begins at positions that pooling divides.</param>
    /// <param name="options">Passes, tile size.</param>
    /// <param name="execution">Threads, progress, cancellation.</param>
    /// <param name="noise">Noise of the whole.</param>
    internal NoisyPasses(
        UNet network, ImageWindow image, GridBox region, EmbeddingOptions options, StageExecution execution, SaltAndPepper noise)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Passes, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.TileSize, 16, nameof(options));
        _network = network;
        _image = image;
        _region = region;
        _noise = noise;
        _execution = execution;
        _grid = new TileGrid(region.Shape, options.TileSize, network.Layout.Architecture);
        _components = network.Layout.Architecture.Outputs;
    }

    /// <summary>The part of a whole image that embedding a region looks at.</summary>
    public static GridBox ContextOf(GridBox region, ImageShape whole, EmbeddingOptions options, UNetArchitecture architecture)
    {
        ImageShape covered = new TileGrid(region.Shape, options.TileSize, architecture).Covered;
        int context = architecture.Context, contextZ = architecture.Rank == 3 ? context : 0;
        (int z0, int z1) = MirrorPadding.Touched(region.Z0 - contextZ, region.Z0 + covered.Depth + contextZ, whole.Depth);
        (int y0, int y1) = MirrorPadding.Touched(region.Y0 - context, region.Y0 + covered.Height + context, whole.Height);
        (int x0, int x1) = MirrorPadding.Touched(region.X0 - context, region.X0 + covered.Width + context, whole.Width);
        return new GridBox(z0, y0, x0, z1, y1, x1);
    }

    /// <summary>Bytes that the passes over a region take beside image and field.</summary>
    public static long EstimateMemory(UNet network, ImageShape region, EmbeddingOptions options, int threads)
    {
        UNetArchitecture architecture = network.Layout.Architecture;
        var grid = new TileGrid(region, options.TileSize, architecture);
        int margin = architecture.Margin, groups = (2 * options.Passes + PassesPerGroup - 1) / PassesPerGroup;
        var input = new ImageShape(architecture.Rank == 3 ? grid.Tile.Depth + margin : 1, grid.Tile.Height + margin, grid.Tile.Width + margin);
        long sums = grid.Tile.PixelCount * architecture.Outputs * 2 * sizeof(double);
        // Groups of tiles that are not finished: those at work, and those of the tiles they belong to.
        return threads * new UNetMaps(network.Layout, input, training: false).Bytes + (threads + groups) * sums;
    }

    /// <summary>Runs all passes.</summary>
    /// <param name="objectDiameter">Typical object diameter in pixels of the image.</param>
    public EmbeddingField Run(double objectDiameter)
    {
        int pixels = _region.Shape.CheckedLength(), groups = (_noise.Copies + PassesPerGroup - 1) / PassesPerGroup, done = 0;
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
        return new EmbeddingField(offsets, uncertainty, _region.Shape, objectDiameter);
    }

    private bool IsVolume => _network.Layout.Architecture.Rank == 3;

    private double[] SumPasses(int tile, int firstPass, int endPass)
    {
        if (!_maps.TryTake(out UNetMaps? maps))
            maps = new UNetMaps(_network.Layout, InputOf(_grid.Tile), training: false);
        int context = _network.Layout.Architecture.Context;
        (int z, int y, int x) = _grid.Origin(tile);
        (int Z, int Y, int X) origin = (IsVolume ? _region.Z0 + z - context : 0, _region.Y0 + y - context, _region.X0 + x - context);
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
        return new ImageShape(IsVolume ? tile.Depth + margin : 1, tile.Height + margin, tile.Width + margin);
    }

    // Mean and deviation of the tile's pixels that lie inside the image.
    private void Finish(int tile, double[] sums, float[] offsets, float[] uncertainty)
    {
        (int z0, int y0, int x0) = _grid.Origin(tile);
        ImageShape shape = _region.Shape, size = _grid.Tile;
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
