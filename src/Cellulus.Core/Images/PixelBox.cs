namespace Cellulus;

/// <summary>An axis-aligned box of whole pixels.</summary>
/// <param name="X">First column.</param>
/// <param name="Y">First row.</param>
/// <param name="Z">First slice.</param>
/// <param name="Width">Columns, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="Depth">Slices, at least 1.</param>
public readonly record struct PixelBox(int X, int Y, int Z, int Width, int Height, int Depth);
