using System.Numerics;
using System.Numerics.Tensors;

namespace Cellulus;

/// <summary>Otsu's threshold over a histogram of 256 equal bins between the least and the greatest value.</summary>
internal static class OtsuThreshold
{
    /// <summary>
    /// The centre of the bin that ends the lower class, as scikit-image's <c>threshold_otsu</c>; the value itself if all are equal.
    /// </summary>
    /// <param name="values">At least one value, all finite.</param>
    public static double Compute<T>(ReadOnlySpan<T> values) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var histogram = new OtsuHistogram(double.CreateTruncating(TensorPrimitives.Min(values)), double.CreateTruncating(TensorPrimitives.Max(values)));
        histogram.Add(values);
        return histogram.Threshold;
    }
}
