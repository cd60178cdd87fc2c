namespace Cellulus.Torch;

/// <summary>The devices that TorchSharp can compute on here.</summary>
public static class TorchDevices
{
    /// <summary>Names for <see cref="TorchOptions.Device"/>: "cuda:0" and so on, then "cpu". "auto" takes the first.</summary>
    /// <exception cref="NativeLibraryException">libtorch cannot be loaded.</exception>
    /// <exception cref="RuntimePackageException">Packages with its native libraries exclude each other.</exception>
    public static IReadOnlyList<string> Find() =>
        [.. Enumerable.Range(0, TorchRuntime.CudaDevices).Select(i => new DeviceName(DeviceName.Cuda, i).ToString()), DeviceName.Cpu];
}
