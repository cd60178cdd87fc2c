using System.Numerics;
using System.Numerics.Tensors;

namespace Cellulus.Imaging;

/// <summary>Samples as floats of the same value, unscaled.</summary>
internal readonly struct SamplesToFloats : ISampleOperation<float[]>
{
    public float[] Run<T>(ReadOnlySpan<T> samples) where T : unmanaged, INumber<T>
    {
        float[] floats = GC.AllocateUninitializedArray<float>(samples.Length);
        TensorPrimitives.ConvertTruncating(samples, floats);
        return floats;
    }
}
