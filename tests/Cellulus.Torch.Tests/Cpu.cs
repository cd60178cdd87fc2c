namespace Cellulus.Torch.Tests;

/// <summary>The device that every machine has.</summary>
internal static class Cpu
{
    public static TorchOptions Options { get; } = new() { Device = "cpu" };

    public static TorchSession Session => new(Options);
}
