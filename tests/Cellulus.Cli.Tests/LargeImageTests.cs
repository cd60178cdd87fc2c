using System.Diagnostics;
using System.Text.Json;
using Cellulus.Cli.Commands;
using Cellulus.Imaging;
using Xunit;

namespace Cellulus.Tests;

/// <summary>Images that do not fit into the memory given are worked on in windows.</summary>
public class LargeImageTests
{
    private const int Side = 1200;
    private const string Little = "250MiB";

    [Fact]
    public async Task An_image_over_the_budget_has_the_labels_of_one_that_fits()
    {
        using var folder = new TemporaryFolder();
        await PrepareAsync(folder);
        JsonElement whole = await SegmentAsync(folder, "whole", "8GiB"), streamed = await SegmentAsync(folder, "streamed", Little);
        JsonElement image = streamed.GetProperty("images")[0];
        Assert.Equal(JsonValueKind.Null, whole.GetProperty("images")[0].GetProperty("streaming").ValueKind);
        Assert.True(image.GetProperty("streaming").GetProperty("windows").GetInt32() > 1);
        Assert.Equal(whole.GetProperty("objects").GetInt32(), streamed.GetProperty("objects").GetInt32());
        Assert.Equal(ImageFile.ReadLabels(folder.PathOf("whole", "large.tif")).Labels, ImageFile.ReadLabels(folder.PathOf("streamed", "large.tif")).Labels);
        Assert.Equal(File.ReadAllText(folder.PathOf("whole", "objects.csv")), File.ReadAllText(folder.PathOf("streamed", "objects.csv")));
        Assert.Equal([".cellulus", "large.tif", "objects.csv"], Directory.EnumerateFileSystemEntries(folder.PathOf("streamed")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_run_that_was_killed_goes_on_from_its_scratch_files()
    {
        using var folder = new TemporaryFolder();
        await PrepareAsync(folder);
        string scratch = folder.PathOf("out", ".large.scratch");
        using (Process first = Tool.Start([.. Arguments(folder, "out", Little), "--passes", "3"]))
        {
            Task<string> output = first.StandardOutput.ReadToEndAsync(), error = first.StandardError.ReadToEndAsync();
            while (!first.HasExited && !(Directory.Exists(scratch) && Directory.EnumerateFiles(scratch, "embedding-*.numbers").Any()))
                await Task.Delay(20);
            first.Kill(entireProcessTree: true);
            await Task.WhenAll(output, error);
        }
        Assert.False(File.Exists(folder.PathOf("out", "large.tif")));
        JsonElement second = (await Tool.RunAsync([.. Arguments(folder, "out", Little), "--passes", "3"])).Json;
        Assert.True(second.GetProperty("images")[0].GetProperty("streaming").GetProperty("resumedWindows").GetInt32() > 0);
        Assert.False(Directory.Exists(scratch));
    }

    [Fact]
    public async Task Too_little_memory_is_told_before_work_starts()
    {
        using var folder = new TemporaryFolder();
        await PrepareAsync(folder);
        ToolResult refused = await Tool.RunAsync(Arguments(folder, "out", "40MiB"));
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("the budget is 40 MiB", Assert.Single(refused.ErrorLines));
        Assert.Equal(2, (await Tool.RunAsync(Arguments(folder, "out", "much"))).ExitCode);
        ToolResult untrained = await Tool.RunAsync("segment", "--images", folder.PathOf("images"), "--output", folder.PathOf("out"), "--adapt", "--memory", "1MiB");
        Assert.Contains("too large to train on", Assert.Single(untrained.ErrorLines));
    }

    [Fact]
    public async Task Channels_that_are_not_worked_on_count_while_a_file_is_read_as_a_whole()
    {
        using var folder = new TemporaryFolder();
        await PrepareAsync(folder);
        var segmenter = new CellSegmenter(EmbeddingModel.Load(folder.PathOf("model.safetensors")));
        var all = new MemoryImageSource(MicroscopyImage.FromPixels(new ushort[3 * Side * Side], new ImageShape(Side, Side), channels: 3));
        var one = new SelectedChannels(all, [1]);
        long enough = segmenter.EstimateMemory(one.Shape, 1).TotalBytes;
        Assert.False(IsLarge(one, enough));
        Assert.True(IsLarge(all, enough));
        Assert.False(IsLarge(all, enough + 2 * sizeof(float) * Side * Side));

        bool IsLarge(IImageSource file, long budget) =>
            LargeImages.Check(segmenter, file, one, SegmentationOptions.Default, new LargeImageOptions { MemoryBudget = budget });
    }

    private static async Task PrepareAsync(TemporaryFolder folder)
    {
        var random = new Random(1);
        var pixels = new ushort[Side * Side];
        for (int i = 0; i < pixels.Length; i++)
        {
            int x = i % Side % 40 - 20, y = i / Side % 40 - 20;
            pixels[i] = (ushort)(random.Next(100) + (x * x + y * y < 100 ? 1000 : 200));
        }
        Directory.CreateDirectory(folder.PathOf("images"));
        ImageFile.WriteTiff(folder.PathOf("images", "large.tif"), MicroscopyImage.FromPixels(pixels, new ImageShape(Side, Side)), new TiffWriteOptions { TileSize = 128 });
        EmbeddingModel model = await new EmbeddingTrainer().TrainAsync(
            [MicroscopyImage.FromPixels(pixels.AsSpan(0, 60 * Side), new ImageShape(60, Side))],
            new TrainingOptions { ObjectDiameter = 20, WorkingDiameter = 16, Features = 4, HeadFeatures = 8, CropSize = 44, PairRadius = 6, BatchSize = 2, Iterations = 10 });
        model.Save(folder.PathOf("model.safetensors"));
    }

    private static async Task<JsonElement> SegmentAsync(TemporaryFolder folder, string output, string memory, params string[] more) =>
        (await Tool.RunAsync([.. Arguments(folder, output, memory), "--passes", "1", .. more])).Json;

    private static string[] Arguments(TemporaryFolder folder, string output, string memory) =>
    [
        "segment", "--model", folder.PathOf("model.safetensors"), "--images", folder.PathOf("images"), "--output", folder.PathOf(output),
        "--memory", memory, "--threads", "1", "--json",
    ];
}
