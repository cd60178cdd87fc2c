using System.Xml.Linq;
using Xunit;

namespace Cellulus.OpenCv.Tests;

/// <summary>The package asks for OpenCvSharp4 itself, and for no runtime: that is the host's choice.</summary>
public sealed class PackageTests
{
    [OpenCvPackageFact]
    public async Task ThePackageNamesOpenCvSharpAndHoldsNothingNative()
    {
        (string[] dependencies, string[] files) = await NativePackage.PackAsync("Cellulus.OpenCv");

        string version = XDocument.Load(Repository.PathOf("Directory.Packages.props")).Descendants("OpenCvSharpVersion").Single().Value;
        Assert.Equal(["Cellulus.Core 0.0.1-packed", "Cellulus.Imaging 0.0.1-packed", $"OpenCvSharp4 {version}"], dependencies);
        Assert.Equal(["lib/net10.0/Cellulus.OpenCv.dll", "lib/net10.0/Cellulus.OpenCv.xml"], files.Where(f => f.StartsWith("lib/", StringComparison.Ordinal)).Order());
        Assert.DoesNotContain(files, f => f.StartsWith("runtimes/", StringComparison.Ordinal));
    }
}
