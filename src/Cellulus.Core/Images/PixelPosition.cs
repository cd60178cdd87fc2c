namespace Cellulus;

/// <summary>A position in an image, in pixels; whole numbers are pixel centres.</summary>
/// <param name="X">Column.</param>
/// <param name="Y">Row.</param>
/// <param name="Z">Slice; 0 in a plane.</param>
public readonly record struct PixelPosition(double X, double Y, double Z = 0);
