namespace Cellulus;

/// <summary>Base of every failure this library reports by itself. The message names what was wrong, where, and what to do.</summary>
public class CellulusException : Exception
{
    /// <summary>A failure with its message.</summary>
    /// <param name="message">What was wrong, where, and what to do.</param>
    /// <param name="innerException">The cause, if another exception was.</param>
    public CellulusException(string message, Exception? innerException = null) : base(message, innerException) { }
}
