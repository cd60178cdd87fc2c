namespace Cellulus.Testing;

/// <summary>A simulated image and the truth behind it.</summary>
/// <param name="Image">What the camera recorded: whole numbers within the bit depth.</param>
/// <param name="Truth">Cells numbered 1 to n; none overlaps another.</param>
public sealed record CellScene(MicroscopyImage Image, LabelImage Truth)
{
    /// <summary>Median over the cells of the diameter of a disc (ball in a volume) as large as the cell, in pixels; 0 without
    /// cells.</summary>
    public double MedianDiameter { get; } = TruthMeasures.MedianDiameter(Truth);
}
