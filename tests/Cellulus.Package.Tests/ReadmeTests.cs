using Cellulus.Tests;
using Xunit;

namespace Cellulus.Package.Tests;

/// <summary>The code of the read-me is code that is compiled.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void The_programs_of_the_read_me_are_the_samples_that_are_compiled()
    {
        string readme = File.ReadAllText(Repository.PathOf("README.md")).ReplaceLineEndings("\n");
        IEnumerable<string> shown = readme.Split("```csharp\n").Skip(1).Select(part => part[..part.IndexOf("```", StringComparison.Ordinal)]);

        string[] samples = ["AtOnce", "FiveLines"];
        Assert.Equal(samples.Select(sample => File.ReadAllText(Repository.PathOf("samples", sample, "Program.cs")).ReplaceLineEndings("\n")), shown);
    }

    [Fact]
    public void Every_picture_and_page_that_the_documents_link_to_exists()
    {
        string[] documents = [.. Directory.EnumerateFiles(Repository.Root, "*.md"), .. Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md")];

        IEnumerable<string> missing = documents.SelectMany(document => Links.In(File.ReadAllText(document))
            .Where(link => !Path.Exists(Path.Combine(Path.GetDirectoryName(document)!, link)))
            .Select(link => $"{Path.GetFileName(document)}: {link}"));

        Assert.Empty(missing);
    }
}
