using System.Numerics;

namespace Cellulus;

/// <summary>A vector of points on the rim of a window: coordinates, and the rounded ones that are summed. Lanes without a point lie
/// infinitely far off.</summary>
internal struct RimVectors
{
    public Vector<double> X, Y, Z;
    public Vector<long> SumX, SumY, SumZ;
}
