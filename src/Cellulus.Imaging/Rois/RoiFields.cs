namespace Cellulus.Imaging;

/// <summary>Where a ROI file holds what, and what numbers in it mean. All numbers are big-endian.</summary>
internal static class RoiFields
{
    /// <summary>Bytes before the coordinates.</summary>
    public const int HeaderLength = 64;

    public const int Version = 4, Type = 6, Top = 8, Left = 10, Bottom = 12, Right = 14, Count = 16, LargeCount = 18, RealBox = 18, PathLength = 36, Subtype = 48, Options = 50, ArcSize = 54;

    /// <summary>Coordinates are told as real numbers, too.</summary>
    public const int SubPixel = 128;

    /// <summary>First versions whose outlines, and whose rectangles and ovals, may be told so.</summary>
    public const int RealOutlines = 222, RealBoxes = 223;

    public static ReadOnlySpan<byte> Magic => "Iout"u8;
}
