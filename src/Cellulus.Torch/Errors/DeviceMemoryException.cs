namespace Cellulus.Torch;

/// <summary>The device has not enough memory for what it was asked to compute.</summary>
public sealed class DeviceMemoryException : CellulusException
{
    private const string Remedy =
        "Lower TorchOptions.BatchSize first (results stay the same); then tiles (EmbeddingOptions.TileSize) or crops (CropSize of the training) " +
        "and feature maps; or end other programs on the device.";

    /// <summary>A failure to get memory.</summary>
    /// <param name="device">The device.</param>
    /// <param name="reason">What libtorch says.</param>
    /// <param name="innerException">The cause.</param>
    public DeviceMemoryException(string device, string reason, Exception? innerException = null)
        : base($"The device '{device}' is out of memory: {reason} {Remedy}", innerException) => Device = device;

    /// <summary>The device.</summary>
    public string Device { get; }
}
