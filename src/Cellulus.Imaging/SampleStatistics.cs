using System.Numerics;
using System.Numerics.Tensors;

namespace Cellulus.Imaging;

/// <summary>Smallest, largest and mean sample.</summary>
internal readonly struct SampleStatistics : ISampleOperation<ChannelStatistics>
{
    public ChannelStatistics Run<T>(ReadOnlySpan<T> samples) where T : unmanaged, INumber<T>
    {
        double sum = 0;
        foreach (T sample in samples)
            sum += double.CreateTruncating(sample);
        return new ChannelStatistics(
            double.CreateTruncating(TensorPrimitives.Min(samples)), double.CreateTruncating(TensorPrimitives.Max(samples)), sum / samples.Length);
    }
}
