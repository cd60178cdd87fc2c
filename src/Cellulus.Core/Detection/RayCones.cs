namespace Cellulus;

/// <summary>
/// The cones between neighbouring rays: sectors of the circle, triangles of the sphere. A place in a cone is a sum of its rays with
/// weights of 0 or more. With the border at a distance r along each ray, the place lies inside the polygon (polyhedron) where the weights
/// over the distances add up to 1 or less: the same few operations for planes and volumes.
/// </summary>
internal sealed class RayCones
{
    private const double Tolerance = 1e-9;

    private readonly int _rank;
    private readonly int[] _rays; // order (cone, corner)
    private readonly int[] _neighbours; // the cone across from each corner
    private readonly double[] _inverses; // order (cone, corner, x y z): weight of a corner is a dot product with the place

    public RayCones(RayDirections directions, int[] rays)
    {
        _rank = directions.Rank;
        _rays = rays;
        _neighbours = Neighbours(rays, _rank);
        _inverses = new double[3 * rays.Length];
        for (int cone = 0; cone < Count; cone++)
            Invert(directions, cone);
    }

    public int Count => _rays.Length / _rank;

    /// <summary>A ray of a cone; planes have two corners, volumes three.</summary>
    public int RayOf(int cone, int corner) => _rays[cone * _rank + corner];

    /// <summary>Finds the cone of a place as seen from the centre, walking over from a cone near by.</summary>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    /// <param name="z">Slice.</param>
    /// <param name="cone">Where to begin; then the cone.</param>
    /// <param name="weights">Takes the weight of each corner.</param>
    public void Locate(double x, double y, double z, ref int cone, Span<double> weights)
    {
        double least = -Tolerance * (Math.Abs(x) + Math.Abs(y) + Math.Abs(z));
        for (int step = 0; step <= Count; step++)
        {
            int worst = 0;
            for (int corner = 0; corner < _rank; corner++)
            {
                int at = 3 * (cone * _rank + corner);
                weights[corner] = _inverses[at] * x + _inverses[at + 1] * y + _inverses[at + 2] * z;
                if (weights[corner] < weights[worst])
                    worst = corner;
            }
            if (weights[worst] >= least)
                return;
            cone = _neighbours[cone * _rank + worst];
        }
        throw new InvalidOperationException($"The cones of {Count} do not cover ({x}, {y}, {z}).");
    }

    private static int[] Neighbours(int[] rays, int rank)
    {
        var sides = new Dictionary<(int, int), int>();
        for (int i = 0; i < rays.Length; i++)
            sides.Add(Side(rays, rank, i, swapped: false), i / rank);
        return [.. rays.Select((_, i) => sides[Side(rays, rank, i, swapped: true)])];
    }

    // What a cone and the one across from a corner have in common: a ray, or two of them that the other cone has in reverse.
    private static (int, int) Side(int[] rays, int rank, int at, bool swapped)
    {
        int cone = at / rank * rank, corner = at % rank;
        if (rank == 2)
            return (rays[cone + 1 - corner], swapped ? corner : 1 - corner);
        (int a, int b) = (rays[cone + (corner + 1) % 3], rays[cone + (corner + 2) % 3]);
        return swapped ? (b, a) : (a, b);
    }

    private void Invert(RayDirections directions, int cone)
    {
        (double ax, double ay, double az) = directions[RayOf(cone, 0)];
        (double bx, double by, double bz) = directions[RayOf(cone, 1)];
        (double cx, double cy, double cz) = _rank == 3 ? directions[RayOf(cone, 2)] : (0, 0, 1);
        // Rows of the inverse are cross products of the other two columns over the determinant.
        (double px, double py, double pz) = (by * cz - bz * cy, bz * cx - bx * cz, bx * cy - by * cx);
        double determinant = ax * px + ay * py + az * pz;
        Span<double> rows =
        [
            px, py, pz,
            cy * az - cz * ay, cz * ax - cx * az, cx * ay - cy * ax,
            ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx,
        ];
        for (int i = 0; i < 3 * _rank; i++)
            _inverses[3 * cone * _rank + i] = rows[i] / determinant;
    }
}
