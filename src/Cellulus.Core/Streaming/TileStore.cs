using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Cellulus;

/// <summary>
/// Tiles of a large array in scratch files, one file a tile, raw values in the order (component, z, y, x). A file is there whole or not
/// at all, so what a file is there for need not be computed again. Safe for several threads that touch different tiles.
/// </summary>
internal sealed class TileStore<T>(ScratchFolder folder, string name, BoxGrid grid, int components = 1) where T : unmanaged
{
    private static readonly int s_size = Marshal.SizeOf<T>();

    public BoxGrid Grid => grid;

    /// <summary>Whether a tile was written.</summary>
    public bool Has(int tile) =>
        new FileInfo(PathOf(tile)) is { Exists: true } file && file.Length == grid[tile].Shape.PixelCount * components * s_size;

    public void Write(int tile, T[] values)
    {
        if (values.Length != grid[tile].Shape.PixelCount * components)
            throw new ArgumentException($"Tile {tile} has {grid[tile].Shape.PixelCount * components} values, not {values.Length}.", nameof(values));
        folder.Write(PathOf(tile), stream => stream.Write(MemoryMarshal.AsBytes(values.AsSpan())));
    }

    /// <summary>Reads a region of one component, order (z, y, x), from the tiles that hold it.</summary>
    public void Read(GridBox box, int component, Span<T> target)
    {
        foreach (int tile in grid.Touching(box))
        {
            try
            {
                using SafeFileHandle handle = File.OpenHandle(PathOf(tile));
                Read(handle, grid[tile], box, component, MemoryMarshal.AsBytes(target));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw folder.Fail($"{Path.GetFileName(PathOf(tile))} cannot be read ({e.Message.TrimEnd('.')}). Delete the folder and start again.", e);
            }
        }
    }

    /// <summary>Copies what a tile and a region share, a row at a time; all rows at once where both are equally wide.</summary>
    private static void Read(SafeFileHandle file, GridBox tile, GridBox box, int component, Span<byte> target)
    {
        GridBox shared = tile.Intersect(box), from = shared.RelativeTo(tile), to = shared.RelativeTo(box);
        int width = shared.Shape.Width;
        bool isWide = width == tile.Shape.Width && width == box.Shape.Width;
        int rows = isWide ? shared.Shape.Height : 1;
        long start = component * tile.Shape.PixelCount;
        for (int row = 0; row < shared.Rows; row += rows)
        {
            Span<byte> part = target.Slice(to.RowStart(row, box.Shape) * s_size, rows * width * s_size);
            long offset = (start + from.RowStart(row, tile.Shape)) * s_size;
            while (!part.IsEmpty)
            {
                int count = RandomAccess.Read(file, part, offset);
                if (count == 0)
                    throw new EndOfStreamException("it is cut off");
                part = part[count..];
                offset += count;
            }
        }
    }

    private string PathOf(int tile) => folder.PathOf($"{name}-{tile:000000}.tile");
}
