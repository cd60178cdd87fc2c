namespace Cellulus;

/// <summary>Physical size of a pixel in micrometres.</summary>
/// <param name="X">Column spacing in um.</param>
/// <param name="Y">Row spacing in um.</param>
/// <param name="Z">Slice spacing in um; <see langword="null"/> for a plane or when unknown.</param>
public readonly record struct PixelSize(double X, double Y, double? Z = null);
