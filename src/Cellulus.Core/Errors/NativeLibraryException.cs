namespace Cellulus;

/// <summary>A native library that an optional package needs and that cannot be loaded. <see cref="Library"/> names it.</summary>
public sealed class NativeLibraryException : CellulusException
{
    /// <summary>A failure at a library.</summary>
    /// <param name="library">The library, as users know it: libtorch, OpenCV.</param>
    /// <param name="reason">What is wrong and what to do, full sentences.</param>
    /// <param name="innerException">The cause, if another exception was.</param>
    public NativeLibraryException(string library, string reason, Exception? innerException = null)
        : base($"{library} cannot be loaded. {reason}", innerException) => Library = library;

    /// <summary>The library.</summary>
    public string Library { get; }
}
