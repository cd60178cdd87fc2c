namespace Cellulus;

/// <summary>Number of points in a window and the sums of their rounded coordinates, in the units of a <see cref="PointGrid"/>.</summary>
internal readonly record struct WindowSum(long Count, long X, long Y, long Z)
{
    public static WindowSum operator +(in WindowSum a, in WindowSum b) => new(a.Count + b.Count, a.X + b.X, a.Y + b.Y, a.Z + b.Z);
}
