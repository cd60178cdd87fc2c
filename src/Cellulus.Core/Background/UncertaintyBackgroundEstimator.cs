using System.Numerics.Tensors;

namespace Cellulus;

/// <summary>
/// Foreground is where the embedding is stable under noise: uncertainty below Otsu's threshold over all pixels (paper section
/// 3.2). Where borders were learned the uncertainty is a probability, and a half is the threshold. An image or a field that is the same
/// everywhere has no foreground.
/// </summary>
public sealed class UncertaintyBackgroundEstimator : IBackgroundEstimator, IStreamedBackgroundEstimator
{
    internal const double ProbabilityThreshold = 0.5;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Image and field do not lie on the same grid.</exception>
    /// <exception cref="CellulusException">The uncertainty holds NaN or infinite values.</exception>
    public ForegroundMask EstimateForeground(MicroscopyImage image, EmbeddingField embedding, StageExecution execution)
    {
        Check(image, embedding, execution);
        ReadOnlySpan<float> uncertainty = embedding.Uncertainty;
        var mask = new bool[uncertainty.Length];
        // Where nothing differs, what differs in the uncertainty is rounding and the noise drawn.
        if (!image.IsConstant)
        {
            double threshold = embedding.HasBorders ? ProbabilityThreshold : OtsuThreshold.Compute(uncertainty);
            for (int i = 0; i < mask.Length; i++)
                mask[i] = uncertainty[i] < threshold;
        }
        return new ForegroundMask(mask, embedding.Shape);
    }

    double IStreamedBackgroundEstimator.FindThreshold(StreamedField field, bool isImageConstant, StageExecution execution)
    {
        IValueScan uncertainty = field.Uncertainty;
        var range = new ValueRange();
        uncertainty.Visit(values =>
        {
            CheckFinite(values);
            range.Include(values);
        }, execution.CancellationToken);
        if (isImageConstant)
            return double.NegativeInfinity;
        if (field.HasBorders)
            return ProbabilityThreshold;
        var histogram = new OtsuHistogram(range.Least, range.Greatest);
        uncertainty.Visit(values => histogram.Add(values), execution.CancellationToken);
        return histogram.Threshold;
    }

    /// <summary>Checks what an estimator is given.</summary>
    internal static void Check(MicroscopyImage image, EmbeddingField embedding, StageExecution execution)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(embedding);
        ArgumentNullException.ThrowIfNull(execution);
        if (image.Shape != embedding.Shape)
            throw new ArgumentException($"The image is {image.Shape}, the embedding {embedding.Shape}; both must lie on the same grid.", nameof(embedding));
        CheckFinite(embedding.Uncertainty);
        execution.CancellationToken.ThrowIfCancellationRequested();
    }

    private static void CheckFinite(ReadOnlySpan<float> uncertainty)
    {
        if (!TensorPrimitives.IsFiniteAll(uncertainty))
            throw new CellulusException("The uncertainty map holds values that are NaN or infinite. The model that made it is broken; train or load it anew.");
    }
}
