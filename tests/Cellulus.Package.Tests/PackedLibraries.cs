using System.IO.Compression;
using System.Reflection;
using Cellulus.Tests;
using Xunit;

namespace Cellulus.Package.Tests;

/// <summary>The libraries as packages in a folder of their own, packed once for all tests.</summary>
public sealed class PackedLibraries : IAsyncLifetime
{
    public const string Version = "0.0.1-packed";

    public static readonly string[] Names = ["Cellulus.Core", "Cellulus.Imaging", "Cellulus.Scenes", "Cellulus.Testing"];

    private readonly TemporaryFolder _folder = new();

    public string Feed => _folder.FullName;

    public async Task InitializeAsync()
    {
        string configuration = typeof(PackedLibraries).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Configuration").Value!;
        foreach (string name in Names)
            await Dotnet.RunAsync(
                Repository.Root, ["pack", Path.Combine("src", name), "--no-build", "-c", configuration, "-o", Feed, $"-p:Version={Version}"]);
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    public ZipArchive Open(string name, string extension = "nupkg") => ZipFile.OpenRead(Path.Combine(Feed, $"{name}.{Version}.{extension}"));
}
