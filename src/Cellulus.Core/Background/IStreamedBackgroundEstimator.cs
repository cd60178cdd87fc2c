namespace Cellulus;

/// <summary>An estimator that can work on a field larger than memory: one threshold of the whole decides about every pixel.</summary>
internal interface IStreamedBackgroundEstimator
{
    /// <summary>Finds the uncertainty below which a pixel is foreground; minus infinity where nothing is.</summary>
    /// <param name="field">The field.</param>
    /// <param name="isImageConstant">Whether the image on the network's grid is the same everywhere.</param>
    /// <param name="execution">Cancellation.</param>
    double FindThreshold(StreamedField field, bool isImageConstant, StageExecution execution);
}
