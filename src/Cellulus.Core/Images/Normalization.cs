using System.Numerics.Tensors;

namespace Cellulus;

/// <summary>
/// Brings the values of each channel to the range a model is trained on: a low percentile becomes 0, a high one 1 (paper
/// section 4). Values beyond stay linear, they are not clipped.
/// </summary>
public static class Normalization
{
    /// <summary>Percentile that becomes 0.</summary>
    public const double DefaultLowPercentile = 1;

    /// <summary>Percentile that becomes 1.</summary>
    public const double DefaultHighPercentile = 99.8;

    /// <summary>Normalises each channel by itself.</summary>
    /// <param name="image">Raw image.</param>
    /// <param name="lowPercentile">Percentile that becomes 0. Default 1.</param>
    /// <param name="highPercentile">Percentile that becomes 1. Default 99.8.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <returns>
    /// An image of the same extent. A constant channel becomes 0 everywhere. Where both percentiles coincide in a channel that is
    /// not constant (a few bright pixels on an even ground), its minimum and maximum take their place.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The percentiles are not 0 to 100, low below high.</exception>
    public static MicroscopyImage Normalize(
        MicroscopyImage image,
        double lowPercentile = DefaultLowPercentile,
        double highPercentile = DefaultHighPercentile,
        StageExecution? execution = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (!(lowPercentile >= 0 && lowPercentile < highPercentile && highPercentile <= 100))
            throw new ArgumentOutOfRangeException(
                nameof(lowPercentile), lowPercentile, $"Percentiles must satisfy 0 <= low < high <= 100; high is {highPercentile}.");
        execution ??= StageExecution.Default;

        int length = (int)image.Shape.PixelCount;
        float[] normalized = GC.AllocateUninitializedArray<float>(image.Pixels.Length);
        ParallelWork.For(image.Channels, execution, channel =>
        {
            ReadOnlyMemory<float> source = image.GetChannelMemory(channel);
            IntensityRange range = IntensityRange.Find(new MemoryBlocks(source, image.Shape), lowPercentile, highPercentile, execution.CancellationToken);
            Apply(source.Span, range.Low, range.High, normalized.AsSpan(channel * length, length));
        });
        return MicroscopyImage.Adopt(normalized, image.Shape, image.Channels, image.PixelSize);
    }

    /// <summary>Brings values to a range: low becomes 0, high 1; all become 0 where the two coincide.</summary>
    internal static void Apply(ReadOnlySpan<float> source, double low, double high, Span<float> target)
    {
        if (low >= high)
        {
            target.Clear();
            return;
        }
        TensorPrimitives.Subtract(source, (float)low, target);
        TensorPrimitives.Multiply(target, (float)(1 / (high - low)), target);
    }
}
