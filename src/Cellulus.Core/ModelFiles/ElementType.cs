namespace Cellulus;

/// <summary>How a model file stores the numbers of a tensor.</summary>
internal enum ElementType
{
    /// <summary>Integers or truth values, which no weight is made of.</summary>
    NotFloatingPoint,

    /// <summary>IEEE 754, 16 bits.</summary>
    Float16,

    /// <summary>The upper 16 bits of a <see cref="Float32"/>.</summary>
    BFloat16,

    /// <summary>IEEE 754, 32 bits.</summary>
    Float32,

    /// <summary>IEEE 754, 64 bits.</summary>
    Float64,
}
