namespace Cellulus.Torch;

/// <summary>A device that was asked for and is not there. <see cref="Device"/> names it.</summary>
public sealed class DeviceNotFoundException : CellulusException
{
    /// <summary>A missing device.</summary>
    /// <param name="device">The device.</param>
    /// <param name="reason">Why it is not there and what to do, full sentences.</param>
    public DeviceNotFoundException(string device, string reason) : base($"There is no device '{device}'. {reason}") => Device = device;

    /// <summary>The device.</summary>
    public string Device { get; }
}
