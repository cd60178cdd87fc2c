using System.Numerics.Tensors;

namespace Cellulus;

/// <summary>Least and greatest of values that are seen in blocks.</summary>
internal sealed class ValueRange
{
    public float Least { get; private set; } = float.PositiveInfinity;

    public float Greatest { get; private set; } = float.NegativeInfinity;

    public bool IsConstant => Least >= Greatest;

    public void Include(ReadOnlySpan<float> values)
    {
        if (values.IsEmpty)
            return;
        Least = Math.Min(Least, TensorPrimitives.Min(values));
        Greatest = Math.Max(Greatest, TensorPrimitives.Max(values));
    }
}
