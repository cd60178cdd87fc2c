namespace Cellulus.Torch;

/// <summary>Numbers that a network is computed with. Weights, loss and optimizer are 32-bit floats in any case.</summary>
public enum TorchPrecision
{
    /// <summary>32-bit floats throughout: what the managed engine computes, up to rounding.</summary>
    Single,

    /// <summary>
    /// Convolutions on 16-bit floats (bfloat16), and 32-bit ones rounded to 19 bits (TF32) where the device prefers that. About twice as
    /// fast on NVIDIA GPUs from the Ampere generation on, slower elsewhere. Results differ in the third digit.
    /// </summary>
    Mixed,
}
