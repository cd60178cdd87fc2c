namespace Cellulus;

/// <summary>One array of a model file.</summary>
/// <param name="Name">Name, such as <c>head.0.weight</c>.</param>
/// <param name="Shape">Extents, slowest first; empty for a single number.</param>
/// <param name="Values">Finite values in row-major order; as many as the product of the extents.</param>
internal sealed record NamedTensor(string Name, int[] Shape, float[] Values);
