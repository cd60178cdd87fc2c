using System.Text.Json;

namespace Cellulus.Torch;

/// <summary>The packages with libtorch's native libraries that a program was built with, as its list of dependencies (.deps.json) names
/// them.</summary>
internal sealed class RuntimePackages
{
    private const string CpuPrefix = "libtorch-cpu-", CudaPrefix = "libtorch-cuda-";

    private readonly string[] _cpu, _cuda;

    private RuntimePackages(IEnumerable<string> libraries)
    {
        string[] all = [.. libraries];
        _cpu = [.. all.Where(l => l.StartsWith(CpuPrefix, StringComparison.OrdinalIgnoreCase))];
        _cuda = [.. all.Where(l => l.StartsWith(CudaPrefix, StringComparison.OrdinalIgnoreCase))];
    }

    public bool HasCuda => _cuda.Length > 0;

    /// <summary>Those of the running program; none where it has no such list, as in one file or under another host.</summary>
    public static RuntimePackages OfThisProgram() => Read(
        (AppContext.GetData("APP_CONTEXT_DEPS_FILES") as string ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Those that some lists of dependencies name.</summary>
    public static RuntimePackages Read(params IEnumerable<string> files) => new(files.Where(File.Exists).SelectMany(LibrariesOf));

    /// <summary>Refuses packages for the CPU beside others for CUDA: which of their libraries are loaded is chance.</summary>
    /// <exception cref="RuntimePackageException">Both are there.</exception>
    public void RequireOneKind()
    {
        if (_cpu.Length > 0 && _cuda.Length > 0)
            throw new RuntimePackageException(
                [.. _cpu, .. _cuda],
                "Two runtime packages of libtorch are referenced, one for the CPU and one for CUDA; their files overwrite each other. " +
                "Keep one of TorchSharp-cpu, TorchSharp-cuda-windows and TorchSharp-cuda-linux, delete bin and obj, and build again.");
    }

    private static IEnumerable<string> LibrariesOf(string file)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(file));
            return json.RootElement.TryGetProperty("libraries", out JsonElement libraries) && libraries.ValueKind == JsonValueKind.Object
                ? [.. libraries.EnumerateObject().Select(l => l.Name.Replace('/', ' '))]
                : [];
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return []; // The list only helps to explain; a program runs without it.
        }
    }
}
