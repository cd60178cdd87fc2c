using System.Collections.Concurrent;
using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// Embeds an image, or a region of one, by many noisy passes, tile by tile: the mean over passes is the embedding, the population
/// standard deviation summed over components the uncertainty (paper section 3.3).
/// </summary>
internal sealed class NoisyPasses
{
    private const int PassesPerGroup = 8;

    private readonly UNet _network;
    private readonly ImageWindow _image;
    private readonly ImageShape _shape;
    private readonly SaltAndPepper _noise;
    private readonly StageExecution _execution;
    private readonly NetworkTiles _tiles;
    private readonly ConcurrentBag<UNetMaps> _maps = [];
    private readonly int _components;

    /// <param name="network">The network.</param>
    /// <param name="image">What the region needs of the whole; see <see cref="NetworkTiles.ContextOf"/>.</param>
    /// <param name="region">What to embed.</param>
    /// <param name="options">Passes, tile size.</param>
    /// <param name="execution">Threads, progress, cancellation.</param>
    /// <param name="noise">Noise of the whole.</param>
    public NoisyPasses(UNet network, ImageWindow image, GridBox region, EmbeddingOptions options, StageExecution execution, SaltAndPepper noise)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(noise.Copies, nameof(options));
        _network = network;
        _image = image;
        _shape = region.Shape;
        _noise = noise;
        _execution = execution;
        _tiles = new NetworkTiles(network.Layout.Architecture, region, options.TileSize);
        _components = network.Layout.Architecture.Outputs;
    }

    /// <summary>Bytes that the passes over a region take beside image and field.</summary>
    public static long EstimateMemory(UNet network, ImageShape region, EmbeddingOptions options, int threads)
    {
        var tiles = new NetworkTiles(network.Layout.Architecture, GridBox.Of(region), options.TileSize);
        int groups = GroupsOf(new SaltAndPepper(options));
        long sums = tiles.Tile.PixelCount * network.Layout.Architecture.Outputs * 2 * sizeof(double);
        // Groups of tiles that are not finished: those at work, and those of the tiles they belong to.
        return threads * new UNetMaps(network.Layout, tiles.Input, training: false).Bytes + (threads + groups) * sums;
    }

    /// <summary>Runs all passes.</summary>
    /// <param name="objectDiameter">Typical object diameter in pixels of the image.</param>
    public EmbeddingField Run(double objectDiameter)
    {
        int pixels = _shape.CheckedLength(), groups = GroupsOf(_noise);
        float[] offsets = new float[_components * pixels], uncertainty = new float[pixels];
        TileSums[] tiles = [.. Enumerable.Range(0, _tiles.Count).Select(_ => new TileSums(groups))];
        ParallelWork.ForWithProgress(tiles.Length * groups, _execution, item =>
        {
            (int tile, int group) = Math.DivRem(item, groups);
            double[] sums = SumPasses(tile, group * PassesPerGroup, Math.Min(_noise.Copies, (group + 1) * PassesPerGroup));
            if (tiles[tile].Complete(group, sums))
                Finish(tile, tiles[tile].Total(), offsets, uncertainty);
        });
        return new EmbeddingField(offsets, uncertainty, _shape, objectDiameter);
    }

    private static int GroupsOf(SaltAndPepper noise) => (noise.Copies + PassesPerGroup - 1) / PassesPerGroup;

    private double[] SumPasses(int tile, int firstPass, int endPass)
    {
        if (!_maps.TryTake(out UNetMaps? maps))
            maps = new UNetMaps(_network.Layout, _tiles.Input, training: false);
        double[] sums = new double[_tiles.Tile.PixelCount * _components * 2];
        for (int pass = firstPass; pass < endPass; pass++)
        {
            _noise.Fill(_image, pass, _tiles.InputOrigin(tile), maps.Input);
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

    // Mean and deviation of the tile's pixels that lie inside the region.
    private void Finish(int tile, double[] sums, float[] offsets, float[] uncertainty)
    {
        GridBox inside = _tiles.Inside(tile);
        int pixels = uncertainty.Length;
        double count = _noise.Copies;
        for (int z = inside.Z0; z < inside.Z1; z++)
        {
            for (int y = inside.Y0; y < inside.Y1; y++)
            {
                int target = _shape.IndexOf(z, y, inside.X0), source = _tiles.Tile.IndexOf(z - inside.Z0, y - inside.Y0, 0) * _components * 2;
                for (int x = inside.X0; x < inside.X1; x++, target++)
                {
                    double deviation = 0;
                    for (int c = 0; c < _components; c++, source += 2)
                    {
                        double mean = sums[source] / count;
                        deviation += Math.Sqrt(Math.Max(0, sums[source + 1] / count - mean * mean));
                        offsets[c * pixels + target] = (float)mean;
                    }
                    uncertainty[target] = (float)deviation;
                }
            }
        }
    }
}
