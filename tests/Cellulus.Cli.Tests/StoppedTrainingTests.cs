using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

namespace Cellulus.Tests;

/// <summary>A training that is asked to stop keeps what it has, whenever it is asked, and says so.</summary>
public sealed class StoppedTrainingTests
{
    [Theory]
    [InlineData(Interrupt, 130, true)]
    [InlineData(Terminate, 143, false)]
    public async Task A_training_that_is_stopped_leaves_a_checkpoint_to_go_on_from(int signal, int exitCode, bool afterTheSteps)
    {
        if (OperatingSystem.IsWindows())
            return; // A process cannot be sent Ctrl+C there without its console.
        using var folder = new TemporaryFolder();
        CellScene.Write(folder.PathOf("images"), folder.PathOf("truth"), "scene", 1);
        string model = folder.PathOf("model.safetensors"), checkpoint = model + ".checkpoint";
        string[] train = ["train", "--images", folder.PathOf("images"), "--output", model, "--diameter", "22", "--features", "8", "--threads", "1",
            "--iterations", afterTheSteps ? "12" : "90000", "--batch", afterTheSteps ? "40" : "1"];
        using Process process = Tool.Start(train);
        // The first step is told of; a checkpoint is there before its time only after the last one.
        Assert.StartsWith("Training: ", await process.StandardError.ReadLineAsync());
        while (afterTheSteps && !process.HasExited && !File.Exists(checkpoint))
            await Task.Delay(1);
        // By a call: starting a program for it takes so long that the training may be done.
        Assert.Equal(0, Kill(process.Id, signal));
        ToolResult stopped = await Tool.FinishAsync(process);
        Assert.Equal(exitCode, stopped.ExitCode);
        int done = ModelFileInfo.Read(checkpoint).Iterations;
        Assert.True(afterTheSteps ? done == 12 : done is > 0 and < 90000);
        Assert.Contains($"{checkpoint}, {done} step", stopped.ErrorLines[^2]);
        Assert.Contains("--resume", stopped.ErrorLines[^2]);

        // Begun anew it would be lost.
        ToolResult anew = await Tool.RunAsync(train);
        Assert.Equal(1, anew.ExitCode);
        Assert.Contains("--resume", Assert.Single(anew.ErrorLines));
        if (!afterTheSteps)
            return;
        ToolResult resumed = await Tool.RunAsync([.. train, "--resume"]);
        Assert.Equal(0, resumed.ExitCode);
        Assert.StartsWith($"Going on from {checkpoint}, 12 steps done", resumed.ErrorLines[0]);
        Assert.DoesNotContain(resumed.ErrorLines, l => l.Contains("step 11,"));
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

    private const int Interrupt = 2, Terminate = 15;

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
