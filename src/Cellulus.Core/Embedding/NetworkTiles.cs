using Cellulus.Engine;

namespace Cellulus;

/// <summary>The tiles that a network walks through a region, in the coordinates of the whole image, and what each of them looks
/// at.</summary>
internal sealed class NetworkTiles
{
    private readonly GridBox _region;
    private readonly TileGrid _grid;
    private readonly int _context, _contextZ;

    /// <param name="architecture">The network.</param>
    /// <param name="region">What to cover; begins at positions that tiles may begin at.</param>
    /// <param name="side">Largest side of a tile in a plane.</param>
    public NetworkTiles(UNetArchitecture architecture, GridBox region, int side)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 16);
        _region = region;
        _grid = new TileGrid(region.Shape, side, architecture);
        _context = architecture.Context;
        _contextZ = architecture.Rank == 3 ? _context : 0;
    }

    public int Count => _grid.Count;

    /// <summary>Extent of every tile.</summary>
    public ImageShape Tile => _grid.Tile;

    /// <summary>Extent of what the network reads for a tile.</summary>
    public ImageShape Input => new(Tile.Depth + 2 * _contextZ, Tile.Height + 2 * _context, Tile.Width + 2 * _context);

    /// <summary>First pixel that the network reads for a tile, in the whole image; may lie outside.</summary>
    public (int Z, int Y, int X) InputOrigin(int tile)
    {
        (int z, int y, int x) = _grid.Origin(tile);
        return (_region.Z0 + z - _contextZ, _region.Y0 + y - _context, _region.X0 + x - _context);
    }

    /// <summary>The part of a tile that lies inside the region, in the region's coordinates.</summary>
    public GridBox Inside(int tile)
    {
        (int z, int y, int x) = _grid.Origin(tile);
        ImageShape shape = _region.Shape;
        return new GridBox(
            z, y, x, Math.Min(z + Tile.Depth, shape.Depth), Math.Min(y + Tile.Height, shape.Height), Math.Min(x + Tile.Width, shape.Width));
    }

    /// <summary>The part of a whole image that the embedding of a region depends on, however the region is cut into tiles.</summary>
    public static GridBox ContextOf(GridBox region, ImageShape whole, UNetArchitecture architecture)
    {
        (int z0, int z1) = architecture.Rank == 3 ? Axis(region.Z0, region.Z1, whole.Depth) : (0, 1);
        (int y0, int y1) = Axis(region.Y0, region.Y1, whole.Height);
        (int x0, int x1) = Axis(region.X0, region.X1, whole.Width);
        return new GridBox(z0, y0, x0, z1, y1, x1);

        // Where the image ends within a tile of pooling and convolutions, the mirrored rest of that tile counts as well.
        (int, int) Axis(int start, int end, int length)
        {
            int alignment = architecture.TileAlignment, aligned = Multiples.Up(end, alignment);
            return MirrorPadding.Touched(start - architecture.Context, aligned + architecture.Context, length);
        }
    }
}
