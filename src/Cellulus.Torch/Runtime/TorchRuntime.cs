using TorchSharp;

namespace Cellulus.Torch;

/// <summary>Loads libtorch and finds its devices.</summary>
internal static class TorchRuntime
{
    /// <summary>Loads libtorch, if that has not been done.</summary>
    /// <exception cref="NativeLibraryException">It cannot be loaded.</exception>
    /// <exception cref="RuntimePackageException">Packages exclude each other.</exception>
    public static void Load() => Guard(() => torch.TryInitializeDeviceType(DeviceType.CPU));

    /// <summary>CUDA devices; 0 without a GPU, driver or CUDA package.</summary>
    public static int CudaDevices => Guard(() => torch.cuda.is_available() ? torch.cuda.device_count() : 0);

    /// <summary>The device that a name stands for.</summary>
    /// <exception cref="DeviceNotFoundException">It is not there.</exception>
    /// <exception cref="CudaDriverException">It may be there, but its driver is not.</exception>
    public static DeviceName Resolve(DeviceName name)
    {
        if (name.Kind == DeviceName.Cpu)
        {
            Load();
            return name;
        }
        int gpus = CudaDevices;
        if (name.Kind == DeviceName.Automatic)
            return gpus > 0 ? new DeviceName(DeviceName.Cuda, 0) : new DeviceName(DeviceName.Cpu);
        int index = name.Index ?? 0;
        return index < gpus ? new DeviceName(DeviceName.Cuda, index) : throw Missing(name, gpus, RuntimePackages.OfThisProgram());
    }

    internal static CellulusException Missing(DeviceName name, int gpus, RuntimePackages packages)
    {
        if (gpus > 0)
            return new DeviceNotFoundException(name.ToString(), $"This machine has {gpus} CUDA device(s), cuda:0 to cuda:{gpus - 1}.");
        return packages.HasCuda
            ? new CudaDriverException("libtorch for CUDA is there, but it finds no GPU that it can use.")
            : new DeviceNotFoundException(
                name.ToString(),
                "libtorch was loaded without CUDA: reference TorchSharp-cuda-windows or TorchSharp-cuda-linux instead of TorchSharp-cpu, or take \"auto\" or \"cpu\".");
    }

    private static T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (NativeFailure.IsNative(e))
        {
            throw NativeFailure.OfLoading(e, RuntimePackages.OfThisProgram());
        }
    }
}
