using System.Diagnostics;
using Xunit;

namespace Cellulus.Tests;

/// <summary>A training that is asked to stop keeps what it has, whenever it is asked, and says so.</summary>
public sealed class StoppedTrainingTests
{
    [Theory]
    [InlineData("INT", 130, "learning")]
    [InlineData("TERM", 143, "step ")]
    public async Task A_training_that_is_stopped_leaves_a_checkpoint_to_go_on_from(string signal, int exitCode, string when)
    {
        if (OperatingSystem.IsWindows())
            return; // A process cannot be sent Ctrl+C there without its console.
        using var folder = new TemporaryFolder();
        CellScene.Write(folder.PathOf("images"), folder.PathOf("truth"), "scene", 1);
        string model = folder.PathOf("model.safetensors"), checkpoint = model + ".checkpoint";
        // Few steps, after which much is learned of the uncertainty; or many.
        string[] train = ["train", "--images", folder.PathOf("images"), "--output", model, "--diameter", "22", "--features", "2", "--crop", "42", "--threads", "1",
            .. when == "learning" ? ["--iterations", "99", "--batch", "64"] : new[] { "--iterations", "90000", "--batch", "1" }];
        using Process process = Tool.Start(train);
        string? line;
        do
            line = await process.StandardError.ReadLineAsync();
        while (line?.Contains(when, StringComparison.Ordinal) == false);
        Assert.NotNull(line);
        using (Process kill = Process.Start("kill", ["-" + signal, process.Id.ToString()]))
            await kill.WaitForExitAsync();
        ToolResult stopped = await Tool.FinishAsync(process);
        Assert.Equal(exitCode, stopped.ExitCode);
        int done = ModelFileInfo.Read(checkpoint).Iterations;
        Assert.True(when == "learning" ? done == 99 : done > 0);
        Assert.Contains($"{checkpoint}, {done} step", stopped.ErrorLines[^2]);
        Assert.Contains("--resume", stopped.ErrorLines[^2]);

        // Begun anew it would be lost.
        ToolResult anew = await Tool.RunAsync(train);
        Assert.Equal(1, anew.ExitCode);
        Assert.Contains("--resume", Assert.Single(anew.ErrorLines));
        if (when != "learning")
            return;
        ToolResult resumed = await Tool.RunAsync([.. train, "--resume"]);
        Assert.Equal(0, resumed.ExitCode);
        Assert.StartsWith($"Going on from {checkpoint}, 99 steps done", resumed.ErrorLines[0]);
        Assert.DoesNotContain(resumed.ErrorLines, l => l.Contains("step 98"));
        Assert.False(File.Exists(checkpoint));
    }

    [Fact]
    public async Task A_diameter_that_no_image_has_room_for_is_refused_before_the_training()
    {
        using var folder = new TemporaryFolder();
        CellScene.Write(folder.PathOf("images"), folder.PathOf("truth"), "scene", 1);
        ToolResult result = await Tool.RunAsync("train", "--images", folder.PathOf("images"), "--output", folder.PathOf("m.safetensors"), "--diameter", "1000");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("shorter side of the largest has 128 px", Assert.Single(result.ErrorLines));
    }
}
