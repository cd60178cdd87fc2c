using Cellulus.Tests;
using Xunit;

namespace Cellulus.Package.Tests;

/// <summary>The code of the read-me is code that is compiled.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void The_first_program_of_the_read_me_is_the_sample_that_is_compiled()
    {
        string[] readme = File.ReadAllLines(Repository.PathOf("README.md"));
        IEnumerable<string> shown = readme.SkipWhile(line => line != "```csharp").Skip(1).TakeWhile(line => line != "```");

        Assert.Equal(File.ReadLines(Repository.PathOf("samples", "FiveLines", "Program.cs")), shown);
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
