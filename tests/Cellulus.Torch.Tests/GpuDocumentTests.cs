using System.Xml.Linq;
using Xunit;

namespace Cellulus.Torch.Tests;

/// <summary>docs/gpu.md speaks of the versions that are referenced, the options and the errors that there are.</summary>
public sealed class GpuDocumentTests
{
    private static readonly string s_document = File.ReadAllText(Repository.PathOf("docs", "gpu.md"));

    [Theory]
    [InlineData("TorchSharpVersion")]
    [InlineData("LibTorchVersion")]
    [InlineData("OpenCvSharpVersion")]
    public void VersionsAreThoseReferenced(string property)
    {
        string version = XDocument.Load(Repository.PathOf("Directory.Packages.props")).Descendants(property).Single().Value;
        Assert.Contains(version, s_document, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryOptionHasItsRow()
    {
        IEnumerable<string> options = typeof(TorchOptions).GetProperties().Select(p => p.Name).Where(n => n != "EqualityContract");
        Assert.All(options, name => Assert.Contains($"| `{name}` |", s_document, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryErrorIsTold()
    {
        IEnumerable<string> errors = typeof(TorchOptions).Assembly.GetExportedTypes().Where(t => t.IsAssignableTo(typeof(CellulusException))).Select(t => t.Name);
        Assert.All(errors.Append(nameof(NativeLibraryException)), name => Assert.Contains($"`{name}`", s_document, StringComparison.Ordinal));
    }
}
