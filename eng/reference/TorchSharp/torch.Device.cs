namespace TorchSharp;

public static partial class torch
{
    public class Device
    {
        public Device(string description) => throw Nothing.Here;

        public Device(DeviceType deviceType, int index = -1) => (type, this.index) = (deviceType, index);

        public DeviceType type { get; }
        public int index { get; }
    }
}
