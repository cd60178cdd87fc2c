namespace Cellulus;

/// <summary>
/// The ellipse (ellipsoid in volumes) with the size, place and moments of an object. How well the two agree tells whole cells from
/// crescents, rags and merged pairs.
/// </summary>
internal struct EllipsoidFit
{
    /// <summary>Least agreement with the ellipse of the same moments that a whole cell has. A merged pair of discs has 0.83, a cell 0.9 or
    /// more.</summary>
    public const double LeastOfWholeCell = 0.85;

    private double _count, _x, _y, _z, _xx, _yy, _zz, _xy, _xz, _yz;
    private double _a, _b, _c, _d, _e, _f;
    private double _volume;
    private bool _isVolume;

    /// <summary>Whether an object that agrees so much with its ellipse looks like a whole cell.</summary>
    public static bool IsWhole(double agreement) => agreement >= LeastOfWholeCell;

    public readonly long Count => (long)_count;

    public void Add(int x, int y, int z)
    {
        _count++;
        _x += x;
        _y += y;
        _z += z;
        _xx += (double)x * x;
        _yy += (double)y * y;
        _zz += (double)z * z;
        _xy += (double)x * y;
        _xz += (double)x * z;
        _yz += (double)y * z;
    }

    /// <summary>The fit of two objects together, of which none has been settled.</summary>
    public readonly EllipsoidFit With(in EllipsoidFit other) => new()
    {
        _count = _count + other._count, _x = _x + other._x, _y = _y + other._y, _z = _z + other._z,
        _xx = _xx + other._xx, _yy = _yy + other._yy, _zz = _zz + other._zz, _xy = _xy + other._xy, _xz = _xz + other._xz, _yz = _yz + other._yz,
    };

    /// <summary>Settles centre and axes. A pixel counts as a square, a voxel as a cube, of side 1.</summary>
    public void Solve(bool isVolume)
    {
        _isVolume = isVolume;
        (_x, _y, _z) = (_x / _count, _y / _count, _z / _count);
        const double OfPixel = 1.0 / 12;
        double xx = _xx / _count - _x * _x + OfPixel, yy = _yy / _count - _y * _y + OfPixel, zz = isVolume ? _zz / _count - _z * _z + OfPixel : 1;
        double xy = _xy / _count - _x * _y, xz = isVolume ? _xz / _count - _x * _z : 0, yz = isVolume ? _yz / _count - _y * _z : 0;
        double determinant = xx * (yy * zz - yz * yz) - xy * (xy * zz - yz * xz) + xz * (xy * yz - yy * xz);
        (_a, _b, _c) = ((yy * zz - yz * yz) / determinant, (xx * zz - xz * xz) / determinant, (xx * yy - xy * xy) / determinant);
        (_d, _e, _f) = ((xz * yz - xy * zz) / determinant, (xy * yz - xz * yy) / determinant, (xy * xz - xx * yz) / determinant);
        // Of a full ellipsoid of n axes, the squared half axes are n + 2 times the variances.
        _volume = isVolume ? 4 * Math.PI / 3 * Math.Pow(5, 1.5) * Math.Sqrt(determinant) : 4 * Math.PI * Math.Sqrt(determinant);
    }

    /// <summary>Whether a pixel's centre lies within.</summary>
    public readonly bool Contains(int x, int y, int z)
    {
        double dx = x - _x, dy = y - _y, dz = _isVolume ? z - _z : 0;
        double square = _a * dx * dx + _b * dy * dy + _c * dz * dz + 2 * (_d * dx * dy + _e * dx * dz + _f * dy * dz);
        return square <= (_isVolume ? 5 : 4);
    }

    /// <summary>Intersection over union of object and ellipsoid.</summary>
    /// <param name="within">Pixels of the object within the ellipsoid.</param>
    public readonly double Agreement(long within) => within / Math.Max(1, _count + _volume - within);

    /// <summary>
    /// Size over that of the ellipsoid with these moments, 0 to 1: of all shapes of a size the ellipsoid has the least moments. Known
    /// without a second look at the pixels. 0 without any pixel.
    /// </summary>
    public readonly double Compactness => _count > 0 ? Math.Min(1, _count / _volume) : 0;

    /// <summary>Agreement of each object with its ellipsoid, for label i at i - 1; 0 for numbers no pixel has.</summary>
    public static double[] Agreements(LabelImage labels)
    {
        ImageShape shape = labels.Shape;
        var fits = new EllipsoidFit[labels.MaxLabel];
        var within = new long[fits.Length];
        for (int z = 0, i = 0; z < shape.Depth; z++)
            for (int y = 0; y < shape.Height; y++)
                for (int x = 0; x < shape.Width; x++, i++)
                    if (labels.Labels[i] > 0)
                        fits[labels.Labels[i] - 1].Add(x, y, z);
        foreach (ref EllipsoidFit fit in fits.AsSpan())
            fit.Solve(shape.Depth > 1);
        for (int z = 0, i = 0; z < shape.Depth; z++)
            for (int y = 0; y < shape.Height; y++)
                for (int x = 0; x < shape.Width; x++, i++)
                    if (labels.Labels[i] is > 0 and var label && fits[label - 1].Contains(x, y, z))
                        within[label - 1]++;
        return [.. fits.Select((fit, i) => fit._count > 0 ? fit.Agreement(within[i]) : 0)];
    }
}
