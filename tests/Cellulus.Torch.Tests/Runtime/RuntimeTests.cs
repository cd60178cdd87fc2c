using System.Runtime.InteropServices;
using Xunit;

namespace Cellulus.Torch.Tests.Runtime;

/// <summary>Devices, packages, and what is made of native failures. Needs no native library.</summary>
public sealed class RuntimeTests
{
    [Theory]
    [InlineData("auto")]
    [InlineData("cpu")]
    [InlineData("cuda")]
    [InlineData("cuda:0")]
    [InlineData("cuda:12")]
    public void DevicesAreNamedAsInPython(string name) => Assert.Equal(name, new TorchOptions { Device = name }.Device);

    [Theory]
    [InlineData("gpu")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda: 1")]
    [InlineData("cuda:300")]
    [InlineData("CUDA")]
    public void OtherDevicesAreRefused(string name)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => new TorchOptions { Device = name });
        Assert.Contains("cuda:1", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsAreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TorchOptions { BatchSize = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TorchOptions { Precision = (TorchPrecision)7 });
    }

    [Fact]
    public void AMissingDeviceTellsWhy()
    {
        using var folder = new TemporaryFolder();
        RuntimePackages cpu = Packages(folder, "TorchSharp/0.107.0", "libtorch-cpu-linux-x64/2.10.0");
        RuntimePackages cuda = Packages(folder, "libtorch-cuda-12.8-win-x64-part1/2.10.0");
        var second = new DeviceName("cuda", 1);

        Assert.Contains("TorchSharp-cuda", Assert.IsType<DeviceNotFoundException>(TorchRuntime.Missing(second, gpus: 0, cpu)).Message, StringComparison.Ordinal);
        Assert.Contains("1 CUDA device", Assert.IsType<DeviceNotFoundException>(TorchRuntime.Missing(second, gpus: 1, cuda)).Message, StringComparison.Ordinal);
        Assert.Contains("nvidia-smi", Assert.IsType<CudaDriverException>(TorchRuntime.Missing(second, gpus: 0, cuda)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoRuntimePackagesAreRefused()
    {
        using var folder = new TemporaryFolder();
        RuntimePackages both = Packages(folder, "libtorch-cpu-win-x64/2.10.0", "libtorch-cuda-12.8-win-x64-part1/2.10.0");

        RuntimePackageException e = Assert.Throws<RuntimePackageException>(both.RequireOneKind);

        Assert.Equal(["libtorch-cpu-win-x64 2.10.0", "libtorch-cuda-12.8-win-x64-part1 2.10.0"], e.Packages);
        Assert.Contains("Keep one", e.Message, StringComparison.Ordinal);
        Assert.IsType<RuntimePackageException>(NativeFailure.OfLoading(new DllNotFoundException(), both));
        Packages(folder, "libtorch-cpu-win-x64/2.10.0").RequireOneKind();
        RuntimePackages.Read(folder.Write("damaged.deps.json", [1, 2, 3])).RequireOneKind();
    }

    [Theory]
    [InlineData("CUDA out of memory. Tried to allocate 2.00 GiB (GPU 0; 8.00 GiB total capacity)\nException raised from", typeof(DeviceMemoryException))]
    [InlineData("[enforce fail at alloc_cpu.cpp:114] data. DefaultCPUAllocator: can't allocate memory: you tried to allocate 4 bytes.", typeof(DeviceMemoryException))]
    [InlineData("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`", typeof(DeviceMemoryException))]
    [InlineData("CUDA driver version is insufficient for CUDA runtime version", typeof(CudaDriverException))]
    [InlineData("CUDA error: no kernel image is available for execution on the device", typeof(CudaDriverException))]
    [InlineData("The expanded size of the tensor (2) must match the existing size (3)", typeof(CellulusException))]
    public void FailuresOfLibtorchHaveTheirTypes(string message, Type type)
    {
        CellulusException e = NativeFailure.OfComputing(new ExternalException(message), "cuda:0");
        Assert.IsType(type, e);
        Assert.DoesNotContain("raised from", e.Message, StringComparison.Ordinal);
        Assert.Contains(message[..20], e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALibraryThatDoesNotLoadHasARemedy()
    {
        Assert.True(NativeFailure.IsNative(new TypeInitializationException("TorchSharp.torch", new NotSupportedException("no reference to libtorch-cpu"))));
        Assert.False(NativeFailure.IsNative(new OperationCanceledException()));
        Assert.Contains("same version", NativeFailure.RemedyFor(new EntryPointNotFoundException(), ""), StringComparison.Ordinal);
        Assert.Contains("newer Linux", NativeFailure.RemedyFor(new DllNotFoundException(), "version `GLIBCXX_3.4.32' not found"), StringComparison.Ordinal);
        Assert.Contains("TorchSharp-cpu", NativeFailure.RemedyFor(new DllNotFoundException(), "no such file"), StringComparison.Ordinal);
    }

    [TorchFact]
    public void TheProcessorIsAlwaysThere()
    {
        Assert.Equal("cpu", TorchDevices.Find()[^1]);
        Assert.Equal(TorchDevices.Find()[0], TorchRuntime.Resolve(DeviceName.Parse("auto")).ToString());
    }

    [TorchFact]
    public async Task AGpuThatIsNotThereIsNamed()
    {
        var trainer = new TorchEmbeddingTrainer(new TorchOptions { Device = "cuda:77" });
        CellulusException e = await Assert.ThrowsAnyAsync<CellulusException>(() => trainer.TrainAsync([TrainingScenes.Blobs(60, 60)], TrainingScenes.Quick));
        Assert.True(e is DeviceNotFoundException { Device: "cuda:77" } or CudaDriverException, e.ToString());
        var supervised = new TorchStarConvexTrainer(trainer.Options);
        Assert.IsType(e.GetType(), await Assert.ThrowsAnyAsync<CellulusException>(() => supervised.TrainAsync([SupervisionScenes.Annotated(1)], SupervisionScenes.Quick(1))));
        Assert.IsType(e.GetType(), Assert.ThrowsAny<CellulusException>(() => new TorchStarConvexModel(SupervisionScenes.Untrained(2), trainer.Options)));
    }

#if COMPILE_ONLY
    [Fact]
    public void WithoutLibtorchTheErrorSaysWhatToReference()
    {
        NativeLibraryException e = Assert.Throws<NativeLibraryException>(() => TorchDevices.Find());
        Assert.Equal("libtorch", e.Library);
        Assert.Contains("TorchSharp-cpu", e.Message, StringComparison.Ordinal);
    }
#endif

    private static RuntimePackages Packages(TemporaryFolder folder, params string[] libraries)
    {
        string path = folder.PathOf($"{Guid.NewGuid():n}.deps.json");
        File.WriteAllText(path, $$"""{"libraries": { {{string.Join(',', libraries.Select(l => $"\"{l}\": {{ \"type\": \"package\" }}"))}} } }""");
        return RuntimePackages.Read(path);
    }
}
