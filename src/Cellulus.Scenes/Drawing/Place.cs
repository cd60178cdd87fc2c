namespace Cellulus.Scenes;

/// <summary>A place or a displacement in pixels.</summary>
internal readonly record struct Place(double Z, double Y, double X)
{
    public static Place operator +(Place a, Place b) => new(a.Z + b.Z, a.Y + b.Y, a.X + b.X);

    public static Place operator -(Place a, Place b) => new(a.Z - b.Z, a.Y - b.Y, a.X - b.X);

    public static Place operator *(double factor, Place a) => new(factor * a.Z, factor * a.Y, factor * a.X);

    public double Dot(Place other) => Z * other.Z + Y * other.Y + X * other.X;

    public double Length => Math.Sqrt(Dot(this));
}
