namespace Cellulus;

/// <summary>Training that cannot start or go on: no usable images, mixed channel counts, a loss that is no longer finite.</summary>
public sealed class TrainingException : CellulusException
{
    /// <inheritdoc cref="CellulusException(string, Exception?)"/>
    public TrainingException(string message, Exception? innerException = null) : base(message, innerException) { }
}
