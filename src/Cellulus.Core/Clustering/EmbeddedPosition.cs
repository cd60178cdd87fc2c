namespace Cellulus;

/// <summary>A place in embedding space, in pixels. Z is 0 for planes.</summary>
internal readonly record struct EmbeddedPosition(double X, double Y, double Z) : IComparable<EmbeddedPosition>
{
    /// <summary>Order by x, then y, then z.</summary>
    public int CompareTo(EmbeddedPosition other)
    {
        int order = X.CompareTo(other.X);
        if (order == 0)
            order = Y.CompareTo(other.Y);
        return order != 0 ? order : Z.CompareTo(other.Z);
    }

    public double SquaredDistanceTo(in EmbeddedPosition other)
    {
        double x = X - other.X, y = Y - other.Y, z = Z - other.Z;
        return x * x + y * y + z * z;
    }

    public override int GetHashCode()
    {
        ulong hash = BitConverter.DoubleToUInt64Bits(X) * 0x9E3779B97F4A7C15;
        hash = (hash ^ (hash >> 32) ^ BitConverter.DoubleToUInt64Bits(Y)) * 0xC2B2AE3D27D4EB4F;
        hash = (hash ^ (hash >> 29) ^ BitConverter.DoubleToUInt64Bits(Z)) * 0x165667B19E3779F9;
        return (int)(hash >> 32);
    }
}
