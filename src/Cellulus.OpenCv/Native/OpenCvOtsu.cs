using System.Numerics.Tensors;
using OpenCvSharp;

namespace Cellulus.OpenCv;

/// <summary>
/// Otsu's threshold by OpenCV, over the bins of the managed one: OpenCV's own would be those of 8-bit values. Both take the first split
/// with
/// the greatest variance between the classes.
/// </summary>
internal static class OpenCvOtsu
{
    /// <inheritdoc cref="OtsuThreshold.Compute"/>
    public static double Compute(ReadOnlySpan<float> values)
    {
        float low = TensorPrimitives.Min(values), high = TensorPrimitives.Max(values);
        if (low == high)
            return low;
        var histogram = new OtsuHistogram(low, high);
        byte[] bins = new byte[values.Length];
        for (int i = 0; i < bins.Length; i++)
            bins[i] = (byte)histogram.BinOf(values[i]);
        using Mat source = MatMemory.Create<byte>(bins, 1, bins.Length, MatType.CV_8UC1);
        using var ignored = new Mat();
        return histogram.CentreOf((int)Cv2.Threshold(source, ignored, 0, 255, ThresholdTypes.Binary | ThresholdTypes.Otsu));
    }

    /// <summary>The largest float f such that a float v is above the threshold exactly if it is above f: OpenCV compares floats.</summary>
    public static float Above(double threshold)
    {
        float nearest = (float)threshold;
        return nearest > threshold ? MathF.BitDecrement(nearest) : nearest;
    }

    /// <summary>The largest float f such that a float v is below the threshold exactly if it is not above f.</summary>
    public static float Below(double threshold)
    {
        float nearest = (float)threshold;
        return nearest >= threshold ? MathF.BitDecrement(nearest) : nearest;
    }
}
