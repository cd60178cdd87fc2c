using Cellulus.Cli.Output;
using Xunit;

namespace Cellulus.Tests;

/// <summary>What reaches a terminal of names that come from files.</summary>
public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("plain text, \u00E9\u4E2D and \U0001F52C", "plain text, \u00E9\u4E2D and \U0001F52C")]
    [InlineData("a\u001B]0;title\u0007b", "a\\u001B]0;title\\u0007b")]
    [InlineData("\u009B31m\u007F\r\t\0", "\\u009B31m\\u007F\\u000D\\u0009\\u0000")]
    [InlineData("\u202Egnp.exe", "\\u202Egnp.exe")]
    public void What_a_terminal_would_obey_is_shown(string text, string shown) => Assert.Equal(shown, VisibleText.Line(text));

    [Fact]
    public void A_line_that_nobody_could_read_keeps_its_beginning_and_its_end()
    {
        string line = VisibleText.Line("Error: " + new string('x', 10_000_000) + ". Do this.");
        Assert.InRange(line.Length, 1000, 2000);
        Assert.StartsWith("Error: xxx", line);
        Assert.Contains("characters ...]", line);
        Assert.EndsWith("xx. Do this.", line);
        Assert.Equal("half \\uD83D of a pair", VisibleText.Line("half \uD83D of a pair"));
        Assert.Equal("a\nb\\u0007", VisibleText.Lines("a\r\nb\u0007"));
    }

    [Theory]
    [InlineData("a b", "a b")]
    [InlineData("=1+2", "\"'=1+2\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@a", "\"'@a\"")]
    [InlineData("\ta", "\"'\ta\"")]
    [InlineData("\ra", "\"'\ra\"")]
    [InlineData("\uFF1D1", "\"'\uFF1D1\"")]
    [InlineData("=a\"b,c", "\"'=a\"\"b,c\"")]
    [InlineData("a=b", "a=b")]
    [InlineData("a,b", "\"a,b\"")]
    public void A_cell_of_text_is_no_formula(string text, string cell) => Assert.Equal(cell, ObjectTable.Text(text));

    [Fact]
    public async Task Names_of_files_are_visible_in_messages_of_every_stream()
    {
        if (OperatingSystem.IsWindows())
            return; // No such names there.
        using var folder = new TemporaryFolder();
        CellScene.Write(folder.PathOf("images"), folder.PathOf("truth"), "a\u001B[31mred\n", 1);
        string model = folder.PathOf("m\u001B[2J.safetensors");
        ToolResult trained = await Tool.RunAsync("train", "--images", folder.PathOf("images"), "--output", model, "--diameter", "22", "--iterations", "1");
        Assert.Equal(0, trained.ExitCode);
        Assert.Contains("m\\u001B[2J.safetensors", trained.Output);
        ToolResult segmented = await Tool.RunAsync("segment", "--model", model, "--images", folder.PathOf("images"), "--output", folder.PathOf("out"), "--passes", "1");
        Assert.Contains("a\\u001B[31mred", segmented.Error);
        ToolResult failed = await Tool.RunAsync("info", folder.PathOf("none\u001B[0m.png"));
        ToolResult wrong = await Tool.RunAsync("info", "--\u001B[0m");
        ToolResult json = await Tool.RunAsync("info", model, "--json");
        Assert.All([trained, segmented, failed, wrong, json], r => Assert.DoesNotContain('\u001B', r.Output + r.Error));
        Assert.Equal("model", json.Json.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task The_memory_of_a_container_is_kept_to_and_the_option_is_named()
    {
        using var folder = new TemporaryFolder();
        CellScene.Write(folder.PathOf("images"), folder.PathOf("truth"), "a", 1);
        string[] train = ["train", "--images", folder.PathOf("images"), "--output", folder.PathOf("m.safetensors"), "--diameter", "22", "--features", "64", "--batch", "64"];
        using System.Diagnostics.Process process = Tool.StartWithMemory(200 << 20, [.. train, "--memory", "1TiB"]);
        ToolResult result = await Tool.FinishAsync(process);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("container has 200 MiB", result.ErrorLines[0]);
        Assert.Contains("the budget is 200 MiB", result.ErrorLines[^1]);
        Assert.Contains("--memory", result.ErrorLines[^1]);
    }
}
