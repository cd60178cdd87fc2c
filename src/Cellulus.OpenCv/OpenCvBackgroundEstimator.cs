using OpenCvSharp;

namespace Cellulus.OpenCv;

/// <summary>The threshold step of <see cref="UncertaintyBackgroundEstimator"/> on OpenCV: the same foreground. Planes and
/// volumes.</summary>
public sealed class OpenCvBackgroundEstimator : IBackgroundEstimator
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Image and field do not lie on the same grid.</exception>
    /// <exception cref="CellulusException">The uncertainty holds NaN or infinite values.</exception>
    /// <exception cref="NativeLibraryException">OpenCV cannot be loaded.</exception>
    public ForegroundMask EstimateForeground(MicroscopyImage image, EmbeddingField embedding, StageExecution execution)
    {
        UncertaintyBackgroundEstimator.Check(image, embedding, execution);
        if (image.IsConstant)
            return new ForegroundMask(new bool[embedding.Uncertainty.Length], embedding.Shape);
        return OpenCvCall.Run(() =>
        {
            double threshold = embedding.HasBorders ? UncertaintyBackgroundEstimator.ProbabilityThreshold : OpenCvOtsu.Compute(embedding.Uncertainty);
            ImageShape shape = embedding.Shape;
            using Mat uncertainty = MatMemory.Create(embedding.Uncertainty, shape.Depth * shape.Height, shape.Width, MatType.CV_32FC1);
            using var below = new Mat();
            Cv2.Threshold(uncertainty, below, OpenCvOtsu.Below(threshold), 1, ThresholdTypes.BinaryInv);
            return new ForegroundMask(Array.ConvertAll(MatMemory.ToArray<float>(below), value => value != 0), shape);
        });
    }
}
