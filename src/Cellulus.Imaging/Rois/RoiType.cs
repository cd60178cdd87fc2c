namespace Cellulus.Imaging;

/// <summary>Kinds of ROI, as files number them.</summary>
internal enum RoiType
{
    Polygon, Rectangle, Oval, Line, FreehandLine, SegmentedLine, None, Freehand, Traced, Angle, Points,
}
