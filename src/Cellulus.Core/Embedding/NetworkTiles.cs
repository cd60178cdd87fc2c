using Cellulus.Engine;

namespace Cellulus;

/// <summary>The tiles that a network walks through a region, in the coordinates of the whole image, and what each of them looks at.</summary>
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

    /// <summary>The part of the whole image that all tiles together look at.</summary>
    public GridBox ContextIn(ImageShape whole)
    {
        ImageShape covered = _grid.Covered;
        (int z0, int z1) = MirrorPadding.Touched(_region.Z0 - _contextZ, _region.Z0 + covered.Depth + _contextZ, whole.Depth);
        (int y0, int y1) = MirrorPadding.Touched(_region.Y0 - _context, _region.Y0 + covered.Height + _context, whole.Height);
        (int x0, int x1) = MirrorPadding.Touched(_region.X0 - _context, _region.X0 + covered.Width + _context, whole.Width);
        return new GridBox(z0, y0, x0, z1, y1, x1);
    }
}
