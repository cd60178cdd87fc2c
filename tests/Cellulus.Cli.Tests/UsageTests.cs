using Xunit;

namespace Cellulus.Tests;

public class UsageTests
{
    [Theory]
    [InlineData("")]
    [InlineData("fly")]
    [InlineData("train --images a")]
    [InlineData("train --output a")]
    [InlineData("train --images a --output b --iterations 0")]
    [InlineData("train --images a --output b --iterations many")]
    [InlineData("train --images a --output b --iterations 5 --minutes 2")]
    [InlineData("train --images a --output b --learning-rate -1")]
    [InlineData("train --images a --output b --features")]
    [InlineData("segment --images a")]
    [InlineData("segment --images a --output b --passes 0")]
    [InlineData("segment --images a --unknown b --output c")]
    [InlineData("segment --images a --output b --channels 0")]
    [InlineData("train --images a --output b --channels 1,1")]
    [InlineData("train --images a --output b --channels red")]
    [InlineData("segment --images a --output b --views 3")]
    [InlineData("segment --images a --output b --diameter NaN")]
    [InlineData("segment --images a --output b --clusterer other")]
    [InlineData("segment --images a --output b --shrink 3")]
    [InlineData("segment --images a --output b --model m --minutes 3")]
    [InlineData("segment --images a --output b --model m --adapt")]
    [InlineData("segment --images a --output b --resume")]
    [InlineData("evaluate --truth a")]
    [InlineData("evaluate --truth a --predictions b --min-size -1")]
    [InlineData("info")]
    [InlineData("info a b")]
    [InlineData("info --unknown a")]
    public async Task Wrong_usage_ends_with_2_and_says_what_is_wrong(string line)
    {
        ToolResult result = await Tool.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("Error: ", result.ErrorLines[0]);
        Assert.StartsWith("See 'cellulus ", result.ErrorLines[^1]);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("--diameter", "0.5")]
    [InlineData("--passes", "100000")]
    public async Task Values_that_the_library_refuses_are_wrong_usage_too(string option, string value)
    {
        using var folder = new TemporaryFolder();
        ToolResult result = await Tool.RunAsync("segment", "--images", folder.FullName, "--output", folder.PathOf("out"), option, value);
        Assert.Equal(2, result.ExitCode);
        Assert.DoesNotContain("Parameter", Assert.Single(result.ErrorLines));
    }

    [Theory]
    [InlineData("info {0}/nothing.png")]
    [InlineData("info {0}/nothing.safetensors")]
    [InlineData("train --images {0}/nothing --output {0}/new/m.safetensors")]
    [InlineData("train-supervised --images {0}/nothing --annotations {0} --output {0}/new/m.safetensors")]
    [InlineData("segment --images {0}/*.tif --output {0}/out")]
    [InlineData("segment --model {0}/nothing.safetensors --images {0} --output {0}/out")]
    [InlineData("evaluate --predictions {0}/nothing --truth {0}")]
    public async Task A_path_that_is_not_there_ends_with_1_and_one_line_that_names_it(string line)
    {
        using var folder = new TemporaryFolder();
        ToolResult result = await Tool.RunAsync([.. line.Split(' ').Select(part => string.Format(part, folder.FullName))]);
        Assert.Equal(1, result.ExitCode);
        string message = Assert.Single(result.ErrorLines);
        Assert.StartsWith("Error: ", message);
        Assert.Contains(folder.FullName, message);
        Assert.DoesNotContain("Unexpected", message);
        Assert.Empty(result.Output);
        Assert.Empty(Directory.GetFileSystemEntries(folder.FullName)); // No folder for results is left behind.
    }

    [Theory]
    [InlineData("--help", "segment")]
    [InlineData("train --help", "--learning-rate")]
    [InlineData("segment --help", "--overlays")]
    [InlineData("evaluate --help", "--ignore-border")]
    [InlineData("info --help", "--json")]
    public async Task Help_names_what_there_is(string line, string expected)
    {
        ToolResult result = await Tool.RunAsync(line.Split(' '));
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(expected, result.Output);
    }
}
