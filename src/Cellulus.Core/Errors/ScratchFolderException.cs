namespace Cellulus;

/// <summary>A scratch folder that is too small, in use, or cannot be read or written. <see cref="Path"/> names it.</summary>
public sealed class ScratchFolderException : CellulusException
{
    /// <summary>A failure at a folder.</summary>
    /// <param name="path">The folder; the message begins with it.</param>
    /// <param name="reason">What is wrong with it and what to do.</param>
    /// <param name="innerException">The cause, if another exception was.</param>
    public ScratchFolderException(string path, string reason, Exception? innerException = null)
        : base($"{path}: {reason}", innerException) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }
}
