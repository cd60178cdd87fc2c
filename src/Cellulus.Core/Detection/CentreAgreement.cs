namespace Cellulus;

/// <summary>
/// Whether pixels point to a candidate: each tells where the centre of its object lies, by the distances along all its rays. The middle of
/// a polygon that lies over two
/// objects is pointed to by few pixels of either, however probable it is; and where polygons overlap, pixels know better than polygons
/// whose they are.
/// </summary>
internal readonly struct CentreAgreement
{
    private readonly StarField _field;
    private readonly PixelPosition _centre;
    private readonly double _squaredRadius;

    /// <param name="field">What the network says of each pixel.</param>
    /// <param name="candidates">Candidates on the same grid.</param>
    /// <param name="candidate">Which.</param>
    public CentreAgreement(StarField field, StarCandidates candidates, int candidate)
    {
        (int z, int y, int x) = candidates.CentreOf(candidate);
        ReadOnlySpan<float> distances = candidates.DistancesOf(candidate);
        (_field, _centre) = (field, field.CentreAt(z, y, x));
        _squaredRadius = 0;
        foreach (float distance in distances)
            _squaredRadius += distance * distance / distances.Length;
    }

    /// <summary>How far the centre that a pixel tells lies from that which the candidate tells, in radii of the candidate,
    /// squared.</summary>
    public double SquaredMiss(int z, int y, int x)
    {
        PixelPosition told = _field.CentreAt(z, y, x);
        (double dx, double dy, double dz) = (told.X - _centre.X, told.Y - _centre.Y, told.Z - _centre.Z);
        return (dx * dx + dy * dy + dz * dz) / _squaredRadius;
    }

    /// <summary>
    /// How far pixels support the candidate, 0 to 1, on average: wholly where a pixel lies in an object and points to the very centre, not
    /// at all
    /// where it points a radius away or farther.
    /// </summary>
    public double SupportBy(StarPixels pixels)
    {
        double sum = 0;
        foreach ((int z, int y, int x) in pixels)
            if (_field.IsObject(z, y, x))
                sum += Math.Max(0, 1 - SquaredMiss(z, y, x));
        return sum / Math.Max(1, pixels.Count);
    }
}
