using System.IO.Compression;
using System.Xml.Linq;
using Xunit;

namespace Cellulus.Package.Tests;

/// <summary>Each package holds what a user needs, and asks for no more than it uses.</summary>
[Collection(PackedCollection.Name)]
public sealed class PackageContentTests(PackedLibraries packages)
{
    public static TheoryData<string> Names => [.. PackedLibraries.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_package_holds_the_library_its_documentation_the_read_me_and_the_licence(string name)
    {
        using ZipArchive package = packages.Open(name);
        string[] files = [.. package.Entries.Select(e => e.FullName)];

        Assert.Contains($"lib/net10.0/{name}.dll", files);
        Assert.Contains($"lib/net10.0/{name}.xml", files);
        Assert.Contains("README.md", files);
        Assert.Contains("LICENSE", files);
        Assert.DoesNotContain(files, file => file.StartsWith("runtimes/", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_symbol_package_holds_the_symbols(string name)
    {
        using ZipArchive package = packages.Open(name, "snupkg");

        Assert.Contains($"lib/net10.0/{name}.pdb", package.Entries.Select(e => e.FullName));
    }

    [Theory]
    [InlineData("Cellulus.Core", "MathNet.Numerics", "System.Numerics.Tensors")]
    [InlineData("Cellulus.Imaging", "Cellulus.Core")]
    [InlineData("Cellulus.Scenes", "Cellulus.Core")]
    [InlineData("Cellulus.Testing", "Cellulus.Core")]
    public void A_package_depends_on_what_it_uses_and_nothing_else(string name, params string[] expected)
    {
        XElement metadata = Manifest(name).Descendants().First(e => e.Name.LocalName == "metadata");

        IEnumerable<string> dependencies = metadata.Descendants().Where(e => e.Name.LocalName == "dependency").Select(e => e.Attribute("id")!.Value);
        Assert.Equal(expected, dependencies.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_manifest_names_licence_read_me_and_purpose(string name)
    {
        Dictionary<string, string> metadata = Manifest(name).Descendants().First(e => e.Name.LocalName == "metadata")
            .Elements().Where(e => !e.HasElements).ToDictionary(e => e.Name.LocalName, e => e.Value);

        Assert.Equal(("MIT", "README.md"), (metadata["license"], metadata["readme"]));
        Assert.NotEqual("Package Description", metadata["description"]);
        Assert.NotEmpty(metadata["tags"]);
    }

    private XDocument Manifest(string name)
    {
        using ZipArchive package = packages.Open(name);
        using Stream stream = package.GetEntry($"{name}.nuspec")!.Open();
        return XDocument.Load(stream);
    }
}
