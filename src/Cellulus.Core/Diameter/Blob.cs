namespace Cellulus;

/// <summary>A roundish spot that differs from its surroundings.</summary>
/// <param name="X">Column of its centre in pixels.</param>
/// <param name="Y">Row of its centre in pixels.</param>
/// <param name="Z">Slice of its centre in pixels.</param>
/// <param name="Diameter">Diameter of the disc (ball) that would answer most strongly at the same scale, in pixels.</param>
/// <param name="Contrast">Scale-normalised Laplacian at the centre; the same for a small and a large disc of equal brightness.</param>
internal readonly record struct Blob(float X, float Y, float Z, float Diameter, float Contrast)
{
    /// <summary>Diameter of a disc (ball) as large as the whole object around it, in pixels; <see langword="null"/> where none was made
    /// out.</summary>
    public float? Outline { get; init; }

    /// <summary>Square of the distance between two centres.</summary>
    public float SquaredDistanceTo(Blob other) =>
        (X - other.X) * (X - other.X) + (Y - other.Y) * (Y - other.Y) + (Z - other.Z) * (Z - other.Z);
}
