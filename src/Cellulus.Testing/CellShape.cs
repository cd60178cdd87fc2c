using System.Numerics;

namespace Cellulus.Testing;

/// <summary>
/// The outline of one cell around its centre: an ellipse (ellipsoid) whose radius is modulated by zonal harmonics P2, P3, P4 of
/// the direction around random axes. The same formula serves planes and volumes.
/// </summary>
internal sealed class CellShape
{
    private readonly Vector3 _longAxis;
    private readonly float _radius, _alongScale, _acrossScale;
    private readonly (Vector3 Axis, float Amplitude)[] _harmonics = new (Vector3, float)[3];

    /// <summary>Draws a shape.</summary>
    /// <param name="random">Source of the shape.</param>
    /// <param name="options">Size, elongation and irregularity.</param>
    public CellShape(Philox random, CellSceneOptions options)
    {
        int rank = options.Shape.Rank;
        _radius = (float)(options.Diameter / 2 * Math.Max(0.4, 1 + options.DiameterSpread * random.NextNormal()));
        // Between 1 and twice the excess, 1.25 on average for a mean of 1.25; the volume stays.
        float elongation = (float)(1 + 2 * (options.Elongation - 1) * random.NextDouble());
        _longAxis = Direction(random, rank);
        _acrossScale = rank == 2 ? 1 / MathF.Sqrt(elongation) : 1 / MathF.Cbrt(elongation);
        _alongScale = elongation * _acrossScale;
        for (int i = 0; i < _harmonics.Length; i++)
            _harmonics[i] = (Direction(random, rank), (float)(options.Irregularity * random.NextNormal()));
        Reach = (int)MathF.Ceiling(_radius * _alongScale * (1 + _harmonics.Sum(h => Math.Abs(h.Amplitude))));
    }

    /// <summary>No pixel of the cell is farther from its centre along any axis.</summary>
    public int Reach { get; }

    /// <summary>A random direction in the plane or in space.</summary>
    public static Vector3 Direction(Philox random, int rank)
    {
        float x = (float)random.NextNormal(), y = (float)random.NextNormal(), z = rank == 3 ? (float)random.NextNormal() : 0;
        float length = MathF.Sqrt(x * x + y * y + z * z);
        return length > 1e-6f ? new Vector3(x / length, y / length, z / length) : Vector3.UnitX;
    }

    /// <summary>Where a point lies between the centre (0) and the outline (1); more outside.</summary>
    /// <param name="point">Position relative to the centre in pixels.</param>
    public float RelativeRadius(Vector3 point)
    {
        float along = Dot(point, _longAxis);
        Vector3 across = point - along * _longAxis;
        Vector3 round = across / _acrossScale + along / _alongScale * _longAxis;
        float distance = MathF.Sqrt(Dot(round, round));
        if (distance < 1e-6f)
            return 0;
        Vector3 direction = round / distance;
        float c2 = Dot(direction, _harmonics[0].Axis), c3 = Dot(direction, _harmonics[1].Axis), c4 = Dot(direction, _harmonics[2].Axis);
        float modulation = _harmonics[0].Amplitude * (1.5f * c2 * c2 - 0.5f)
            + _harmonics[1].Amplitude * (2.5f * c3 * c3 - 1.5f) * c3
            + _harmonics[2].Amplitude * ((4.375f * c4 * c4 - 3.75f) * c4 * c4 + 0.375f);
        return distance / (_radius * MathF.Max(0.3f, 1 + modulation));
    }

    // Written out: the order of additions in Vector3.Dot depends on the hardware.
    private static float Dot(Vector3 a, Vector3 b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z;
}
