using MathNet.Numerics.LinearAlgebra;

namespace Cellulus;

/// <summary>
/// The directions in which distances to the border of an object are told: evenly around the circle for planes, a Fibonacci lattice on
/// the sphere for volumes (Schmidt et al. 2018, Weigert et al. 2020), and the cone between neighbouring rays in which each pixel lies.
/// Immutable.
/// </summary>
internal sealed class RayDirections
{
    /// <summary>Rays of a plane and of a volume where nothing else is said, as published.</summary>
    public const int Planar = 32, Spatial = 96;

    private readonly double[] _components; // order (ray, x y z), unit length
    private readonly Lazy<float[]> _centreWeights; // not needed by who only looks at a model; order (component, ray)

    private RayDirections(double[] components, int rank, int[] cones)
    {
        (_components, Rank) = (components, rank);
        Cones = new RayCones(this, cones);
        _centreWeights = new Lazy<float[]>(() => CentreWeights(components, rank));
    }

    /// <summary>2 for planes, 3 for volumes.</summary>
    public int Rank { get; }

    public int Count => _components.Length / 3;

    /// <summary>What lies between neighbouring rays.</summary>
    public RayCones Cones { get; }

    public (double X, double Y, double Z) this[int ray] => (_components[3 * ray], _components[3 * ray + 1], _components[3 * ray + 2]);

    /// <summary>
    /// What each distance adds to the offset of the object's centre, along one axis: the offset is the sum of distances times weights. It
    /// is the place
    /// whose projections on the rays fit the distances best in the sense of least squares: the middle of a disc or ball, wherever the rays
    /// begin in it.
    /// </summary>
    /// <param name="component">0 = x, 1 = y, 2 = z.</param>
    public ReadOnlySpan<float> CentreWeightsOf(int component) => _centreWeights.Value.AsSpan(component * Count, Count);

    /// <summary>The directions for images of a rank.</summary>
    /// <param name="rank">2 or 3.</param>
    /// <param name="count">Number of rays; at least 3 for planes, 8 for volumes.</param>
    /// <param name="anisotropy">Extent of a typical object in the plane over its extent along z; rays lie closer where objects are
    /// flat.</param>
    public static RayDirections Of(int rank, int count, double anisotropy = 1) => rank == 3 ? OnSphere(count, anisotropy) : OnCircle(count);

    private static RayDirections OnCircle(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 3);
        var components = new double[3 * count];
        var cones = new int[2 * count];
        for (int ray = 0; ray < count; ray++)
        {
            (components[3 * ray + 1], components[3 * ray]) = Math.SinCos(2 * Math.PI * ray / count);
            (cones[2 * ray], cones[2 * ray + 1]) = (ray, (ray + 1) % count);
        }
        return new RayDirections(components, rank: 2, cones);
    }

    private static float[] CentreWeights(double[] components, int rank)
    {
        Matrix<double> rays = Matrix<double>.Build.DenseOfColumnMajor(3, components.Length / 3, components).SubMatrix(0, rank, 0, components.Length / 3);
        return Array.ConvertAll((rays * rays.Transpose()).Solve(rays).ToRowMajorArray(), weight => (float)weight);
    }

    private static RayDirections OnSphere(int count, double anisotropy)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 8);
        double golden = Math.PI * (3 - Math.Sqrt(5));
        var components = new double[3 * count];
        for (int ray = 0; ray < count; ray++)
        {
            double z = (2 * ray + 1.0) / count - 1, radius = Math.Sqrt(1 - z * z);
            (double sin, double cos) = Math.SinCos(golden * ray);
            (double x, double y) = (radius * cos, radius * sin);
            z /= anisotropy;
            double length = Math.Sqrt(x * x + y * y + z * z);
            (components[3 * ray], components[3 * ray + 1], components[3 * ray + 2]) = (x / length, y / length, z / length);
        }
        return new RayDirections(components, rank: 3, SphereTriangulation.Of(components));
    }
}
