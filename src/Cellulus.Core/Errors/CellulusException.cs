namespace Cellulus;

/// <summary>
/// Base of every failure this library reports by itself. The message names what was wrong, where, and what to do. Control characters in
/// it, as a file's name or content may hold them, are shown as escapes (<c>\u001b</c>), line breaks excepted.
/// </summary>
public class CellulusException : Exception
{
    /// <summary>A failure with its message.</summary>
    /// <param name="message">What was wrong, where, and what to do.</param>
    /// <param name="innerException">The cause, if another exception was.</param>
    public CellulusException(string message, Exception? innerException = null) : base(Quoted.Message(message), innerException) { }
}
