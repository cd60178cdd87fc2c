namespace Cellulus;

/// <summary>Where a crop lies in its image: its centre, turned in the plane, scaled and mirrored.</summary>
internal readonly struct CropPlacement
{
    private readonly double _halfZ, _halfY, _halfX;
    private readonly double _centerZ, _centerY, _centerX;
    private readonly double _cos, _sin, _scale;
    private readonly double _flipZ, _flipY, _flipX;

    /// <param name="crop">Extent of the crop.</param>
    /// <param name="centerZ">Slice of the centre.</param>
    /// <param name="centerY">Row of the centre.</param>
    /// <param name="centerX">Column of the centre.</param>
    /// <param name="angle">Turn in the plane, radians.</param>
    /// <param name="scale">Image pixels a crop pixel.</param>
    /// <param name="flips">Bit 0 mirrors x, bit 1 y, bit 2 z.</param>
    public CropPlacement(ImageShape crop, double centerZ, double centerY, double centerX, double angle, double scale, int flips)
    {
        (_halfZ, _halfY, _halfX) = ((crop.Depth - 1) / 2.0, (crop.Height - 1) / 2.0, (crop.Width - 1) / 2.0);
        (_centerZ, _centerY, _centerX) = (centerZ, centerY, centerX);
        (_cos, _sin, _scale) = (scale * Math.Cos(angle), scale * Math.Sin(angle), scale);
        (_flipX, _flipY, _flipZ) = ((flips & 1) == 0 ? 1 : -1, (flips & 2) == 0 ? 1 : -1, (flips & 4) == 0 ? 1 : -1);
    }

    /// <summary>A crop of whole pixels.</summary>
    public static CropPlacement Unturned(ImageShape crop, double centerZ, double centerY, double centerX)
    {
        double Snap(double center, int side) => Math.Floor(center - (side - 1) / 2.0) + (side - 1) / 2.0;
        return new CropPlacement(crop, Snap(centerZ, crop.Depth), Snap(centerY, crop.Height), Snap(centerX, crop.Width), angle: 0, scale: 1, flips: 0);
    }

    /// <summary>Where a pixel of the crop comes from.</summary>
    public (double Z, double Y, double X) Source(double z, double y, double x, bool volume)
    {
        double rx = _flipX * (x - _halfX), ry = _flipY * (y - _halfY), rz = _flipZ * (z - _halfZ);
        return (_centerZ + (volume ? rz * _scale : 0), _centerY + (_sin * rx + _cos * ry), _centerX + (_cos * rx - _sin * ry));
    }

    /// <summary>Where a place of the image comes to lie in the crop: undoes <see cref="Source"/>.</summary>
    public (double Z, double Y, double X) Target(double z, double y, double x, bool volume)
    {
        double dy = y - _centerY, dx = x - _centerX, square = _scale * _scale;
        double rx = (_cos * dx + _sin * dy) / square, ry = (_cos * dy - _sin * dx) / square;
        return (_halfZ + (volume ? _flipZ * (z - _centerZ) / _scale : 0), _halfY + _flipY * ry, _halfX + _flipX * rx);
    }
}
