namespace Cellulus;

/// <summary>Takes the labels of one image tile by tile, and makes them visible at the end or never.</summary>
public interface ILabelWriter : IDisposable
{
    /// <summary>Extent of the tiles it wants; those at the end of an axis are cut off.</summary>
    ImageShape TileShape { get; }

    /// <summary>Takes the next tile; tiles come once each, in the order (z, y, x).</summary>
    /// <param name="tile">Its place.</param>
    /// <param name="labels">Labels, order (z, y, x) within the tile; valid during the call only.</param>
    void Write(PixelBox tile, ReadOnlySpan<int> labels);

    /// <summary>All tiles were written: makes the output visible under its name, in one step.</summary>
    void Complete();
}
