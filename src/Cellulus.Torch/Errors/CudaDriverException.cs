namespace Cellulus.Torch;

/// <summary>A driver that does not suit libtorch's CUDA, or is missing, or a GPU that is too old for it.</summary>
public sealed class CudaDriverException : CellulusException
{
    private const string Remedy =
        "Run nvidia-smi: if it fails, install the NVIDIA driver; if the CUDA version that it shows is older than that of the libtorch package, " +
        "update the driver; if it names a GPU of before 2018, take the CPU.";

    /// <summary>A failure of the driver.</summary>
    /// <param name="reason">What libtorch says, or what was found.</param>
    /// <param name="innerException">The cause, if another exception was.</param>
    public CudaDriverException(string reason, Exception? innerException = null)
        : base($"CUDA cannot be used: {reason} {Remedy}", innerException) { }
}
