namespace Cellulus.Imaging;

/// <summary>What begins in the path of a composite ROI.</summary>
internal enum RoiSegment
{
    Move, Line, Quadratic, Cubic, Close,
}
