using System.IO.Compression;
using System.Reflection;
using System.Xml.Linq;
using Cellulus.Package.Tests;

namespace Cellulus.Tests;

/// <summary>The package of a library that needs native ones, packed from what was built.</summary>
internal static class NativePackage
{
    /// <summary>What the package asks for and what it holds.</summary>
    public static async Task<(string[] Dependencies, string[] Files)> PackAsync(string name)
    {
        using var folder = new TemporaryFolder();
        string configuration = typeof(NativePackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Configuration").Value!;
        await Dotnet.RunAsync(
            Repository.Root, ["pack", Path.Combine("src", name), "--no-build", "-c", configuration, "-o", folder.FullName, "-p:Version=0.0.1-packed"]);
        using ZipArchive package = ZipFile.OpenRead(folder.PathOf($"{name}.0.0.1-packed.nupkg"));
        using Stream manifest = package.GetEntry($"{name}.nuspec")!.Open();
        IEnumerable<XElement> dependencies = XDocument.Load(manifest).Descendants().Where(e => e.Name.LocalName == "dependency");
        return ([.. dependencies.Select(d => $"{d.Attribute("id")!.Value} {d.Attribute("version")!.Value}").Order(StringComparer.Ordinal)],
            [.. package.Entries.Select(e => e.FullName)]);
    }
}
