namespace Cellulus;

/// <summary>Where a seed goes next, and the cell of the grid that lies in.</summary>
internal readonly record struct MeanShiftMove(EmbeddedPosition Target, int Cell);
