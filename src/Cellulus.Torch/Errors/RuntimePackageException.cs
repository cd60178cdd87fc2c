namespace Cellulus.Torch;

/// <summary>Packages with native libraries that exclude each other, or of another version than TorchSharp was built for.</summary>
public sealed class RuntimePackageException : CellulusException
{
    /// <summary>A failure at packages.</summary>
    /// <param name="packages">The packages found.</param>
    /// <param name="reason">What is wrong with them and what to do, full sentences.</param>
    /// <param name="innerException">The cause, if another exception was.</param>
    public RuntimePackageException(IReadOnlyList<string> packages, string reason, Exception? innerException = null)
        : base($"{reason} Found: {string.Join(", ", packages)}.", innerException) => Packages = packages;

    /// <summary>The packages found, with their versions.</summary>
    public IReadOnlyList<string> Packages { get; }
}
