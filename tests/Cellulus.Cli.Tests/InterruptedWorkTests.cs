using System.Diagnostics;
using Cellulus.Imaging;
using Xunit;

namespace Cellulus.Tests;

/// <summary>Processes that end without warning, and disks that are full: what is there afterwards is whole.</summary>
public sealed class InterruptedWorkTests
{
    private const int Kills = 4;

    [Fact]
    public async Task A_training_killed_again_and_again_keeps_a_readable_checkpoint_and_goes_on_from_it()
    {
        using var folder = new TemporaryFolder();
        CellScene.Write(folder.PathOf("images"), folder.PathOf("truth"), "scene", 1);
        string model = folder.PathOf("model.safetensors"), checkpoint = model + ".checkpoint";
        string[] train = ["train", "--images", folder.PathOf("images"), "--output", model, "--diameter", "22", "--iterations", "100000",
            "--features", "1", "--crop", "42", "--batch", "1", "--threads", "1", "--resume"];
        int iterations = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            using Process process = Tool.Start(train);
            _ = process.StandardError.ReadToEndAsync();
            // In the middle of writing if it can be caught there, else at some other moment once a checkpoint is there.
            int enough = iterations + 100, leftOver = HalfWritten(folder);
            await UntilAsync(process, () => File.Exists(checkpoint) && ModelFileInfo.Read(checkpoint).Iterations >= enough);
            await UntilAsync(process, () => HalfWritten(folder) > leftOver, atMost: TimeSpan.FromSeconds(1));
            process.Kill();
            await process.WaitForExitAsync();

            Assert.False(File.Exists(model));
            int reached = EmbeddingModel.Load(checkpoint).Iterations;
            Assert.True(reached >= enough, $"The checkpoint fell back from {enough} to {reached} steps.");
            iterations = reached;
        }
    }

    [Fact]
    public async Task A_killed_segmentation_leaves_whole_files_only()
    {
        using var folder = new TemporaryFolder();
        for (int i = 0; i < 12; i++)
            CellScene.Write(folder.PathOf("images"), folder.PathOf("truth"), $"scene{i}", i);
        string model = folder.PathOf("model.safetensors");
        Assert.Equal(0, (await Tool.RunAsync("train", "--images", folder.PathOf("images"), "--output", model, "--diameter", "22", "--iterations", "1")).ExitCode);
        for (int kill = 0; kill < 3; kill++)
        {
            string results = folder.PathOf($"out{kill}");
            using Process process = Tool.Start("segment", "--model", model, "--images", folder.PathOf("images"), "--output", results, "--passes", "1", "--overlays");
            _ = process.StandardError.ReadToEndAsync();
            int files = 2 * kill + 1;
            await UntilAsync(process, () => Directory.Exists(results) && Directory.GetFiles(results, "scene*").Length >= files);
            process.Kill();
            await process.WaitForExitAsync();

            AllAreWhole(results);
            RowsAreWhole(Path.Combine(results, "objects.csv"));
        }
    }

    [Theory]
    [InlineData("train")]
    [InlineData("segment")]
    public async Task A_full_disk_is_told_in_one_line_and_leaves_nothing_behind(string command)
    {
        if (!OperatingSystem.IsLinux())
            return; // Elsewhere a process cannot be given a limit for what it writes.
        using var folder = new TemporaryFolder();
        CellScene.Write(folder.PathOf("images"), folder.PathOf("truth"), "scene", 1);
        string results = folder.PathOf("out"), model = folder.PathOf("model.safetensors");
        if (command == "segment")
            Assert.Equal(0, (await Tool.RunAsync("train", "--images", folder.PathOf("images"), "--output", model, "--diameter", "22", "--iterations", "1")).ExitCode);
        string[] arguments = command == "train"
            ? ["train", "--images", folder.PathOf("images"), "--output", Path.Combine(results, "m.safetensors"), "--diameter", "22", "--iterations", "1"]
            : ["segment", "--model", model, "--images", folder.PathOf("images"), "--output", results, "--passes", "1", "--overlays"];

        ToolResult result = await Tool.FinishAsync(Tool.StartOnFullDisk(kibibytes: 1, arguments));
        Assert.Equal(1, result.ExitCode);
        // A checkpoint has no room either; the training goes on without.
        Assert.Equal(command == "train" ? 1 : 0, result.ErrorLines.Count(l => l.StartsWith("Warning: ", StringComparison.Ordinal) && l.Contains("goes on without this checkpoint")));
        string line = Assert.Single(result.ErrorLines, l => !l.Contains('%') && !l.StartsWith("Warning: ", StringComparison.Ordinal));
        Assert.StartsWith($"Error: {results}", line);
        Assert.Contains("cannot be written", line);
        // Labels that had room are whole.
        AllAreWhole(results);
        Assert.DoesNotContain(Directory.GetFiles(results), path => Path.GetExtension(path) != ".tif");
    }

    private static void RowsAreWhole(string table)
    {
        if (!File.Exists(table))
            return; // No image had been finished.
        string text = File.ReadAllText(table);
        Assert.EndsWith("\n", text);
        Assert.All(text.TrimEnd().Split('\n'), row => Assert.Equal(14, row.Split(',').Length));
    }

    private static int HalfWritten(TemporaryFolder folder) => Directory.GetFiles(folder.FullName, ".*.tmp").Length;

    private static void AllAreWhole(string folder)
    {
        foreach (string path in Directory.GetFiles(folder, "*.tif"))
            Assert.Equal(new ImageShape(CellScene.Side, CellScene.Side), ImageFile.ReadLabels(path).Shape);
        foreach (string path in Directory.GetFiles(folder, "*.png"))
            Assert.True(ImageFile.ReadStored(path).Shape.PixelCount > 0);
    }

    private static async Task UntilAsync(Process process, Func<bool> condition, TimeSpan? atMost = null)
    {
        long began = Stopwatch.GetTimestamp();
        TimeSpan limit = atMost ?? TimeSpan.FromMinutes(2);
        while (!process.HasExited && !condition())
        {
            if (Stopwatch.GetElapsedTime(began) > limit)
            {
                Assert.True(atMost is not null, "What was waited for did not happen within two minutes.");
                return;
            }
            await Task.Delay(1);
        }
        Assert.False(process.HasExited && atMost is null, "The tool ended by itself.");
    }
}
