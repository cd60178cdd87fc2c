namespace Cellulus.Imaging;

/// <summary>A rectangle in pixels.</summary>
internal readonly record struct RoiBox(double Left, double Top, double Width, double Height);
