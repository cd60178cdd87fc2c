using System.Collections.Concurrent;
using Cellulus.Engine;

namespace Cellulus;

/// <summary>Embeds an image, or a region of one, by one pass without noise, tile by tile.</summary>
internal sealed class OnePass
{
    private readonly OnePassNetwork _network;
    private readonly ImageWindow _image;
    private readonly ImageShape _shape;
    private readonly StageExecution _execution;
    private readonly NetworkTiles _tiles;
    private readonly SaltAndPepper _noNoise;
    private readonly ConcurrentBag<FieldReader> _readers = [];

    /// <param name="network">The network.</param>
    /// <param name="image">What the region needs of the whole; see <see cref="NetworkTiles.ContextOf"/>.</param>
    /// <param name="region">What to embed.</param>
    /// <param name="options">Tile size.</param>
    /// <param name="execution">Threads, progress, cancellation.</param>
    public OnePass(OnePassNetwork network, ImageWindow image, GridBox region, EmbeddingOptions options, StageExecution execution)
    {
        _network = network;
        _image = image;
        _shape = region.Shape;
        _execution = execution;
        _noNoise = new SaltAndPepper(options, (_, _, uniform) => uniform.Fill(1));
        _tiles = new NetworkTiles(network.Architecture, region, options.TileSize);
    }

    /// <summary>Bytes that the pass over a region takes beside image and field.</summary>
    public static long EstimateMemory(OnePassNetwork network, ImageShape region, EmbeddingOptions options, int threads) =>
        threads * new UNetMaps(
            network.Network.Layout, new NetworkTiles(network.Architecture, GridBox.Of(region), options.TileSize).Input, training: false).Bytes;

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
        int pixels = _shape.CheckedLength();
        float[] offsets = new float[_network.Architecture.Rank * pixels], uncertainty = new float[pixels];
        ParallelWork.ForWithProgress(_tiles.Count, _execution, tile =>
        {
            if (!_readers.TryTake(out FieldReader? reader))
                reader = _network.CreateReader(new UNetMaps(_network.Network.Layout, _tiles.Input, training: false));
            Embed(tile, reader, offsets, uncertainty);
            _readers.Add(reader);
        });
        return new EmbeddingField(offsets, uncertainty, _shape, objectDiameter)
        {
            Traits = _network.Objects is { } objects ? FieldTraits.Of(objects) : FieldTraits.OfEmbedding,
        };
    }

    private void Embed(int tile, FieldReader reader, float[] offsets, float[] uncertainty)
    {
        GridBox inside = _tiles.Inside(tile);
        ImageShape size = inside.Shape;
        _noNoise.Fill(_image, 0, _tiles.InputOrigin(tile), reader.Maps.Input);
        _network.Network.Forward(reader.Maps, _execution.CancellationToken, (z, y) =>
        {
            if (z >= size.Depth || y >= size.Height)
                return;
            int target = _shape.IndexOf(inside.Z0 + z, inside.Y0 + y, inside.X0);
            reader.Read(z, y, new FieldRow(offsets.AsSpan(target), uncertainty.AsSpan(target, size.Width), uncertainty.Length));
        });
    }
}
