namespace Cellulus;

/// <summary>Pixel data or a shape that cannot be processed: wrong length, empty, too large, NaN or infinite values.</summary>
public sealed class InvalidImageException : CellulusException
{
    /// <inheritdoc cref="CellulusException(string, Exception?)"/>
    public InvalidImageException(string message, Exception? innerException = null) : base(message, innerException) { }
}
