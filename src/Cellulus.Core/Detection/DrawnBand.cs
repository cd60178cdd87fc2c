namespace Cellulus;

/// <summary>
/// Some rows of the image in which star-convex objects are drawn. What polygon and foreground say of a pixel is added up, as logits: the
/// polygon tells neighbours apart,
/// where the foreground is sure it tells the border. Where objects overlap, a pixel goes to the one whose centre it points to
/// (<see cref="CentreAgreement"/>), or where
/// pixels tell nothing, to the one it lies deeper in. Holds the buffers of one thread.
/// </summary>
internal sealed class DrawnBand
{
    /// <summary>Logit that the polygon gives to its centre; less in proportion farther out, at its border 0, beyond it as much below
    /// 0.</summary>
    private const float Trust = 1;

    /// <summary>
    /// How far beyond its polygon an object may reach, as a multiple of its distances: with any pixel, and with those that point to its
    /// centre rather than a radius beside it. Long objects have
    /// polygons that are too short.
    /// </summary>
    private const double Reach = 1.5, PointingReach = 2.5, FarthestMiss = 1;

    private readonly StarCandidates _candidates;
    private readonly GridScale _scale;
    private readonly GridBox _rows;
    private readonly float[]? _foreground;
    private readonly float[] _claims;

    /// <param name="candidates">On the network's grid.</param>
    /// <param name="foreground">Logit of lying in an object on that grid; or <see langword="null"/>, then polygons are drawn as they
    /// are.</param>
    /// <param name="scale">From the target to that grid.</param>
    /// <param name="rows">Rows of one slice of the target.</param>
    public DrawnBand(StarCandidates candidates, MicroscopyImage? foreground, GridScale scale, GridBox rows)
    {
        (_candidates, _scale, _rows) = (candidates, scale, rows);
        _claims = new float[rows.Shape.PixelCount];
        _foreground = foreground is null ? null : Interpolated(foreground);
    }

    /// <summary>Farthest that an object reaches, as a multiple of its distances.</summary>
    public static double ReachIn(StarCandidates candidates) => candidates.Field is null ? 1 : PointingReach;

    /// <summary>Draws an object.</summary>
    /// <param name="candidate">Which.</param>
    /// <param name="label">Its label.</param>
    /// <param name="part">Where it may have pixels, within the rows.</param>
    /// <param name="labels">Labels of the rows; gain it.</param>
    public void Add(int candidate, int label, GridBox part, Span<int> labels)
    {
        RayCones cones = _candidates.Directions.Cones;
        ReadOnlySpan<float> distances = _candidates.DistancesOf(candidate);
        (int cz, int cy, int cx) = _candidates.CentreOf(candidate);
        Span<double> weights = stackalloc double[3];
        double z = _scale.Z(part.Z0) - cz;
        CentreAgreement? agreement = _candidates.Field is { } field ? new CentreAgreement(field, _candidates, candidate) : null;
        int slice = _scale.Slice(part.Z0);
        for (int row = part.Y0; row < part.Y1; row++)
        {
            int cone = 0;
            double y = _scale.Y(row) - cy;
            for (int column = part.X0; column < part.X1; column++)
            {
                int at = (row - _rows.Y0) * _rows.Shape.Width + column;
                if (!IsInside(at, depth: 0))
                    continue; // Most of the box is background, wherever the polygon lies.
                cones.Locate(_scale.X(column) - cx, y, z, ref cone, weights);
                double depth = 0;
                for (int corner = 0; corner < _candidates.Directions.Rank; corner++)
                    depth += weights[corner] / distances[cones.RayOf(cone, corner)];
                if (depth > PointingReach || !IsInside(at, (float)depth))
                    continue;
                float miss = agreement is { } told ? (float)told.SquaredMiss(slice, _scale.Row(row), _scale.Column(column)) : (float)depth;
                if (depth > Reach && miss > FarthestMiss)
                    continue;
                if (labels[at] == 0 || miss < _claims[at])
                    (labels[at], _claims[at]) = (label, miss);
            }
        }
    }

    /// <summary>Whether a pixel is drawn.</summary>
    /// <param name="at">Where it lies in the rows.</param>
    /// <param name="depth">How far from the object's centre, as a share of the way to its border.</param>
    private bool IsInside(int at, float depth) => _foreground is null ? depth <= 1 : _foreground[at] + Trust * (1 - depth) >= 0;

    private float[] Interpolated(MicroscopyImage foreground)
    {
        var logits = new float[_claims.Length];
        double z = _scale.Z(_rows.Z0);
        for (int row = _rows.Y0, at = 0; row < _rows.Y1; row++)
            for (int column = 0; column < _rows.Shape.Width; column++, at++)
                Interpolation.Linear(foreground, z, _scale.Y(row), _scale.X(column), logits.AsSpan(at, 1));
        return logits;
    }
}
