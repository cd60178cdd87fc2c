namespace Cellulus.Scenes;

/// <summary>
/// Outline of an object: a place lies inside where its relative radius is below 1. An ellipsoid that may be bent, pointed, blunt, and
/// wobbly: its
/// border moves with a sum of cosines of the direction.
/// </summary>
internal sealed class ObjectShape
{
    /// <summary>Least relative radius of the border, so that wobbly outlines do not cross their centre.</summary>
    private const double Narrowest = 0.3;

    /// <summary>Beyond this radius no wobble brings a pixel inside.</summary>
    private readonly double _farthest;

    private readonly Place _right, _up, _out;
    private readonly (double A, double B, double C) _half;
    private readonly double _bend, _taper;
    private readonly bool _blunt;
    private readonly (Place Wave, double Phase, double Height)[] _wobble;

    /// <param name="random">Drawn from.</param>
    /// <param name="style">What objects of the scene are like.</param>
    /// <param name="centre">Centre.</param>
    /// <param name="diameter">Diameter of a disc or ball about as large.</param>
    /// <param name="direction">Direction of the long axis, of length 1.</param>
    /// <param name="volume">Whether the scene is one.</param>
    public ObjectShape(SceneRandom random, ShapeStyle style, Place centre, double diameter, Place direction, bool volume)
    {
        Centre = centre;
        double aspect = 1 + style.Elongation * Math.Abs(random.Normal());
        aspect = Math.Min(aspect, style.Elongation > 1 ? 8 : 3);
        double width = volume ? diameter / 2 / Math.Cbrt(aspect) : diameter / 2 / Math.Sqrt(aspect);
        _half = (width * aspect, width, width * (volume ? random.LogNormal(0.1) : 1));
        _right = direction;
        Place other = volume ? random.Direction(true) : new Place(1, 0, 0);
        _up = Unit(Cross(other, direction), new Place(0, direction.X, -direction.Y));
        _out = Cross(direction, _up);
        _bend = aspect > 1.4 ? style.Bend * random.Normal() : 0;
        _taper = style.Taper;
        _blunt = style.Blunt;
        _wobble = style.Wobble == 0 ? [] : [.. Enumerable.Range(2, style.Lobes).Select(m => (m * random.Direction(volume), random.Angle(), style.Wobble * random.Normal() / Math.Sqrt(m)))];
        _farthest = 1 + _wobble.Sum(w => Math.Abs(w.Height));
        Reach = Math.Max(_half.A, Math.Max(_half.B, _half.C)) * (_farthest + Math.Abs(_bend)) + 2;
    }

    public Place Centre { get; }

    /// <summary>No pixel farther from the centre is inside.</summary>
    public double Reach { get; }

    /// <summary>0 at the centre, 1 on the border.</summary>
    public double RadiusAt(Place at)
    {
        Place d = at - Centre;
        double u = d.Dot(_right) / _half.A, v = d.Dot(_up), w = d.Dot(_out) / _half.C;
        v = (v + _bend * _half.A * (u * u - 0.33)) / _half.B;
        if (_taper > 0)
            v /= Math.Max(0.15, 1 - _taper * u * u);
        double radius = _blunt ? Math.Sqrt(Math.Sqrt(u * u * u * u + v * v * v * v + w * w * w * w)) : Math.Sqrt(u * u + v * v + w * w);
        if (_wobble.Length == 0 || radius == 0 || radius > _farthest)
            return radius;
        double scale = 1 / Math.Sqrt(u * u + v * v + w * w), limit = 1;
        foreach ((Place wave, double phase, double height) in _wobble)
            limit += height * DeterministicMath.Cos(1.3 * scale * (wave.X * u + wave.Y * v + wave.Z * w) + phase);
        return radius / Math.Max(limit, Narrowest);
    }

    private static Place Cross(Place a, Place b) => new(a.X * b.Y - a.Y * b.X, a.Z * b.X - a.X * b.Z, a.Y * b.Z - a.Z * b.Y);

    private static Place Unit(Place a, Place otherwise) => a.Length > 1e-6 ? 1 / a.Length * a : otherwise;
}
