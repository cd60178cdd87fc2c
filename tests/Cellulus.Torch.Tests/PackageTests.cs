using System.Xml.Linq;
using Xunit;

namespace Cellulus.Torch.Tests;

/// <summary>The package asks for TorchSharp itself, and for no runtime: that is the host's choice.</summary>
public sealed class PackageTests
{
    [TorchPackageFact]
    public async Task ThePackageNamesTorchSharpAndHoldsNothingNative()
    {
        (string[] dependencies, string[] files) = await NativePackage.PackAsync("Cellulus.Torch");

        string version = XDocument.Load(Repository.PathOf("Directory.Packages.props")).Descendants("TorchSharpVersion").Single().Value;
        Assert.Equal(["Cellulus.Core 0.0.1-packed", $"TorchSharp {version}"], dependencies);
        Assert.Equal(["lib/net10.0/Cellulus.Torch.dll", "lib/net10.0/Cellulus.Torch.xml"], files.Where(f => f.StartsWith("lib/", StringComparison.Ordinal)).Order());
        Assert.DoesNotContain(files, f => f.StartsWith("runtimes/", StringComparison.Ordinal));
    }
}
