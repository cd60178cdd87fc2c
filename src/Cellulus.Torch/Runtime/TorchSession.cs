using TorchSharp;

namespace Cellulus.Torch;

/// <summary>
/// Where and how work is done: the device, its numbers, how much at once. One piece of work runs at a time; it uses all threads that it
/// is allowed, and frees what it took of native memory when it ends.
/// </summary>
internal sealed class TorchSession
{
    private const int GpuBatch = 16, CpuBatch = 1;

    private readonly SemaphoreSlim _turn = new(1);

    /// <exception cref="NativeLibraryException">libtorch cannot be loaded.</exception>
    /// <exception cref="DeviceNotFoundException">The device is not there.</exception>
    /// <exception cref="CudaDriverException">Its driver does not suit.</exception>
    public TorchSession(TorchOptions options)
    {
        DeviceName name = TorchRuntime.Resolve(DeviceName.Parse(options.Device));
        IsCuda = name.Kind == DeviceName.Cuda;
        Device = name.ToString();
        Numbers = options.Precision == TorchPrecision.Mixed ? torch.ScalarType.BFloat16 : torch.ScalarType.Float32;
        BatchSize = options.BatchSize ?? (IsCuda ? GpuBatch : CpuBatch);
        TorchDevice = torch.device(Device);
        // Of the whole process; its default rounds where 32 bits were asked for.
        if (IsCuda)
            torch.backends.cudnn.allow_tf32 = options.Precision == TorchPrecision.Mixed;
    }

    /// <summary>Name of the device.</summary>
    public string Device { get; }

    public torch.Device TorchDevice { get; }

    public bool IsCuda { get; }

    /// <summary>Numbers of the convolutions.</summary>
    public torch.ScalarType Numbers { get; }

    /// <summary>Crops, tiles or passes at once.</summary>
    public int BatchSize { get; }

    /// <summary>Does a piece of work.</summary>
    /// <exception cref="CellulusException">libtorch failed; the type tells how.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public T Run<T>(StageExecution execution, Func<T> work)
    {
        _turn.Wait(execution.CancellationToken);
        try
        {
            int threads = Math.Min(execution.MaxDegreeOfParallelism, Environment.ProcessorCount);
            if (torch.get_num_threads() != threads)
                torch.set_num_threads(threads);
            using DisposeScope scope = torch.NewDisposeScope();
            return work();
        }
        catch (Exception e) when (NativeFailure.IsNative(e))
        {
            throw NativeFailure.OfComputing(e, Device);
        }
        finally
        {
            _turn.Release();
        }
    }
}
