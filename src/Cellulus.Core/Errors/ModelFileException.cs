namespace Cellulus;

/// <summary>A model file or checkpoint that cannot be read or written. <see cref="Path"/> names it.</summary>
public sealed class ModelFileException : CellulusException
{
    /// <summary>A failure at a file.</summary>
    /// <param name="path">The file; the message begins with it.</param>
    /// <param name="reason">What is wrong with it and what to do.</param>
    /// <param name="innerException">The cause, if another exception was.</param>
    public ModelFileException(string path, string reason, Exception? innerException = null)
        : base($"{path}: {reason}", innerException) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }
}
