using System.Text.RegularExpressions;
using Xunit;

namespace Cellulus.Tests;

/// <summary>docs/command-line.md names the options that each command has, and no others.</summary>
public sealed partial class CommandLineDocumentTests
{
    [Theory]
    [InlineData("train")]
    [InlineData("train-supervised")]
    [InlineData("segment")]
    [InlineData("evaluate")]
    [InlineData("info")]
    public async Task Every_option_of_a_command_is_documented(string command)
    {
        ToolResult help = await Tool.RunAsync(command, "--help");

        IEnumerable<string> options = HelpOption().Matches(help.Output).Select(m => m.Groups[1].Value).Where(o => o != "--help");
        Assert.Equal(options.Order(), DocumentedOptions(command).Order());
    }

    /// <summary>Options from the table under the heading of a command: | `--option VALUE` | ...</summary>
    private static IEnumerable<string> DocumentedOptions(string command) => File.ReadLines(Repository.PathOf("docs", "command-line.md"))
        .SkipWhile(line => line != $"## cellulus {command}")
        .Skip(1)
        .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
        .Select(line => TableOption().Match(line))
        .Where(match => match.Success)
        .Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"^\s+(?:-\S+, )*(--[a-z-]+)", RegexOptions.Multiline)]
    private static partial Regex HelpOption();

    [GeneratedRegex(@"^\| `(--[a-z-]+)")]
    private static partial Regex TableOption();
}
