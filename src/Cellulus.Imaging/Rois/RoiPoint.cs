namespace Cellulus.Imaging;

/// <summary>A place in pixels.</summary>
internal readonly record struct RoiPoint(double X, double Y);
