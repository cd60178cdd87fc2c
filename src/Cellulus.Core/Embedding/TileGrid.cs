using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// Cuts a grid into tiles of one extent. Tiles begin where pooling and the convolutions' own tiles begin, so each pixel meets the same
/// windows
/// wherever the cuts lie: tiled equals whole, bit for bit. The last tiles reach beyond the grid, which continues by reflection.
/// </summary>
internal sealed class TileGrid
{
    private readonly int _columns, _rows;

    public TileGrid(ImageShape shape, int side, UNetArchitecture architecture)
    {
        int alignment = architecture.TileAlignment, sliceAlignment = architecture.Alignment;
        // A cube of the same memory as a square of the given side would be tiny; a quarter of the side is a fair trade.
        int depth = architecture.Rank == 3 ? Even(shape.Depth, Math.Max(sliceAlignment, side / 4), sliceAlignment) : 1;
        int plane = architecture.Rank == 3 ? Math.Max(alignment, side / 4) : side;
        Tile = new ImageShape(depth, Even(shape.Height, plane, alignment), Even(shape.Width, plane, alignment));
        _columns = (shape.Width + Tile.Width - 1) / Tile.Width;
        _rows = (shape.Height + Tile.Height - 1) / Tile.Height;
        Count = _columns * _rows * ((shape.Depth + depth - 1) / depth);
    }

    /// <summary>Extent of every tile.</summary>
    public ImageShape Tile { get; }

    public int Count { get; }

    /// <summary>First pixel of a tile.</summary>
    public (int Z, int Y, int X) Origin(int index) =>
        (index / (_rows * _columns) * Tile.Depth, index / _columns % _rows * Tile.Height, index % _columns * Tile.Width);

    // Equal tiles of at most the given side, rounded up to the alignment.
    private static int Even(int length, int side, int alignment)
    {
        int tiles = (length + side - 1) / side;
        int even = (length + tiles - 1) / tiles;
        return Multiples.Up(even, alignment);
    }
}
