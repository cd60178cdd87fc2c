namespace Cellulus;

/// <summary>A model that does not fit the image it is asked to segment: another number of channels, or planes against volumes.</summary>
public sealed class ModelMismatchException : CellulusException
{
    /// <inheritdoc cref="CellulusException(string, Exception?)"/>
    public ModelMismatchException(string message, Exception? innerException = null) : base(message, innerException) { }
}
