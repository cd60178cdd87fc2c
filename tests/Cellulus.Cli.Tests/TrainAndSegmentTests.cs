using System.Diagnostics;
using System.Text.Json;
using Cellulus.Imaging;
using Xunit;

namespace Cellulus.Tests;

public class TrainAndSegmentTests
{
    private static void WriteScenes(TemporaryFolder folder, int count = 2)
    {
        for (int i = 0; i < count; i++)
            CellScene.Write(folder.PathOf("images"), folder.PathOf("truth"), $"scene{i}", i);
    }

    [Fact]
    public async Task One_command_leads_from_images_to_labels_measurements_overlays_and_a_model()
    {
        using var folder = new TemporaryFolder();
        WriteScenes(folder);
        JsonElement result = (await Tool.RunAsync(
            "segment", "--images", folder.PathOf("images"), "--output", folder.PathOf("out"), "--adapt", "--diameter", "22", "--iterations", "3", "--passes", "2", "--overlays", "--json")).Json;
        Assert.Equal(2, result.GetProperty("images").GetArrayLength());
        Assert.True(result.GetProperty("secondsPerImage").GetDouble() > 0);
        Assert.True(result.GetProperty("peakMemoryBytes").GetInt64() > 0);
        Assert.Equal(3, result.GetProperty("training").GetProperty("iterations").GetInt32());
        Assert.Equal(22, result.GetProperty("parameters").GetProperty("objectDiameter").GetDouble());

        int objects = 0;
        foreach (string name in new[] { "scene0", "scene1" })
        {
            LabelImage labels = ImageFile.ReadLabels(folder.PathOf("out", name + ".tif"));
            Assert.Equal(new ImageShape(CellScene.Side, CellScene.Side), labels.Shape);
            objects += labels.MaxLabel;
            Assert.True(File.Exists(folder.PathOf("out", name + "-overlay.png")));
        }
        Assert.Equal(objects, result.GetProperty("objects").GetInt32());
        string[] table = File.ReadAllLines(folder.PathOf("out", "objects.csv"));
        Assert.StartsWith("image,id,area,centroid_x", table[0]);
        Assert.Equal(objects + 1, table.Length);

        JsonElement model = (await Tool.RunAsync("info", folder.PathOf("out", "model.safetensors"), "--json")).Json;
        Assert.Equal(2, model.GetProperty("dimensions").GetInt32());
        Assert.Equal(1, model.GetProperty("channels").GetInt32());
        Assert.Equal("learned", model.GetProperty("uncertainty").GetString());
        Assert.Equal(2, result.GetProperty("parameters").GetProperty("passes").GetInt32());
    }

    [Fact]
    public async Task A_trained_model_serves_another_run_and_gives_the_same_labels_again()
    {
        using var folder = new TemporaryFolder();
        WriteScenes(folder, 1);
        JsonElement trained = (await Tool.RunAsync(
            "train", "--images", folder.PathOf("images", "*.png"), "--output", folder.PathOf("m", "model.safetensors"), "--diameter", "22", "--iterations", "2", "--json")).Json;
        Assert.Equal(2, trained.GetProperty("iterations").GetInt32());
        Assert.True(trained.GetProperty("secondsPerIteration").GetDouble() > 0);
        Assert.False(File.Exists(folder.PathOf("m", "model.safetensors.checkpoint")));

        foreach (string threads in new[] { "1", "2" })
            Assert.Equal(0, (await Tool.RunAsync(
                "segment", "--model", folder.PathOf("m", "model.safetensors"), "--images", folder.PathOf("images"), "--output", folder.PathOf(threads), "--passes", "1", "--threads", threads)).ExitCode);
        Assert.Equal(File.ReadAllBytes(folder.PathOf("1", "scene0.tif")), File.ReadAllBytes(folder.PathOf("2", "scene0.tif")));
        Assert.False(File.Exists(folder.PathOf("1", "model.safetensors")));

        JsonElement onePass = (await Tool.RunAsync(
            "segment", "--model", folder.PathOf("m", "model.safetensors"), "--images", folder.PathOf("images"), "--output", folder.PathOf("one"), "--json")).Json;
        Assert.Equal(0, onePass.GetProperty("parameters").GetProperty("passes").GetInt32());

        // Mirrored views are those of the library.
        JsonElement views = (await Tool.RunAsync(
            "segment", "--model", folder.PathOf("m", "model.safetensors"), "--images", folder.PathOf("images"), "--output", folder.PathOf("views"), "--views", "4", "--json")).Json;
        Assert.Equal(4, views.GetProperty("parameters").GetProperty("views").GetInt32());
        Segmentation expected = await new CellSegmenter(new MirroredModel(EmbeddingModel.Load(folder.PathOf("m", "model.safetensors")), 4))
            .SegmentAsync(ImageFile.Read(folder.PathOf("images", "scene0.png")));
        Assert.Equal(expected.Labels.Labels, ImageFile.ReadLabels(folder.PathOf("views", "scene0.tif")).Labels);

        // The channel that shows the cells, of a colour image.
        MicroscopyImage grey = ImageFile.Read(folder.PathOf("images", "scene0.png"));
        float[] colours = [.. new float[grey.Pixels.Length], .. grey.Pixels, .. new float[grey.Pixels.Length]];
        ImageFile.WritePng(folder.PathOf("colour", "scene0.png"), MicroscopyImage.FromPixels(colours, grey.Shape, 3));
        string[] segment = ["segment", "--model", folder.PathOf("m", "model.safetensors"), "--images", folder.PathOf("colour"), "--output", folder.PathOf("green")];
        Assert.Contains("--channels", Assert.Single((await Tool.RunAsync(segment)).ErrorLines), StringComparison.Ordinal);
        Assert.Contains("number 4", Assert.Single((await Tool.RunAsync([.. segment, "--channels", "4"])).ErrorLines), StringComparison.Ordinal);
        JsonElement green = (await Tool.RunAsync([.. segment, "--channels", "2", "--passes", "1", "--json"])).Json;
        Assert.Equal(2, Assert.Single(green.GetProperty("parameters").GetProperty("channels").EnumerateArray()).GetInt32());
        Assert.Equal(File.ReadAllBytes(folder.PathOf("1", "scene0.tif")), File.ReadAllBytes(folder.PathOf("green", "scene0.tif")));

        // An image that the model cannot take is found before any is segmented.
        ImageFile.WritePng(folder.PathOf("images", "tiny.png"), MicroscopyImage.FromPixels(new float[64], new ImageShape(8, 8)));
        ToolResult refused = await Tool.RunAsync("segment", "--model", folder.PathOf("m", "model.safetensors"), "--images", folder.PathOf("images"), "--output", folder.PathOf("3"));
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("tiny.png: An image of 8 x 8", Assert.Single(refused.ErrorLines));
        Assert.False(Directory.Exists(folder.PathOf("3")));
    }

    [Fact]
    public async Task A_training_tells_what_memory_it_takes_and_keeps_to_what_it_is_given()
    {
        using var folder = new TemporaryFolder();
        WriteScenes(folder, 1);
        string[] train = ["train", "--images", folder.PathOf("images"), "--output", folder.PathOf("model.safetensors"), "--diameter", "22", "--iterations", "1"];
        ToolResult plan = await Tool.RunAsync([.. train, "--plan", "--json"]);
        long bytes = plan.Json.GetProperty("totalBytes").GetInt64();
        Assert.Equal(bytes, plan.Json.GetProperty("shares").EnumerateObject().Sum(s => s.Value.GetInt64()));
        Assert.Matches(@"total +\d", (await Tool.RunAsync([.. train, "--plan"])).Output);

        ToolResult refused = await Tool.RunAsync([.. train, "--memory", $"{bytes - 1}"]);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("the budget is", Assert.Single(refused.ErrorLines));
        Assert.False(File.Exists(folder.PathOf("model.safetensors")));
        Assert.Equal(0, (await Tool.RunAsync([.. train, "--memory", $"{bytes}B"])).ExitCode);
    }

    [Fact]
    public async Task Images_of_different_kinds_are_refused_before_any_work()
    {
        using var folder = new TemporaryFolder();
        WriteScenes(folder, 1);
        ImageFile.WriteTiff(folder.PathOf("images", "two.tif"), MicroscopyImage.FromPixels(new float[2 * 32 * 32], new ImageShape(32, 32), 2));
        ToolResult result = await Tool.RunAsync("segment", "--images", folder.PathOf("images"), "--output", folder.PathOf("out"));
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("two.tif: has 2 channel(s)", Assert.Single(result.ErrorLines));
    }

    [Fact]
    public async Task Results_never_replace_images_nor_each_other()
    {
        using var folder = new TemporaryFolder();
        var image = MicroscopyImage.FromPixels(new float[32 * 32], new ImageShape(32, 32));
        ImageFile.WriteTiff(folder.PathOf("images", "a.tif"), image);
        ToolResult onto = await Tool.RunAsync("segment", "--images", folder.PathOf("images"), "--output", folder.PathOf("images"));
        Assert.Equal(1, onto.ExitCode);
        Assert.Contains("would replace an image", Assert.Single(onto.ErrorLines));

        ImageFile.WritePng(folder.PathOf("images", "a.png"), image);
        ToolResult both = await Tool.RunAsync("segment", "--images", folder.PathOf("images"), "--output", folder.PathOf("out"));
        Assert.Equal(1, both.ExitCode);
        Assert.Contains("would both be written", Assert.Single(both.ErrorLines));
    }

    [Fact]
    public async Task An_output_that_cannot_be_written_is_reported_first()
    {
        using var folder = new TemporaryFolder();
        WriteScenes(folder, 1);
        File.WriteAllText(folder.PathOf("file"), "");
        ToolResult result = await Tool.RunAsync("segment", "--images", folder.PathOf("images"), "--output", folder.PathOf("file", "out"));
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("cannot be written to", Assert.Single(result.ErrorLines));
    }

    [Fact]
    public async Task A_request_to_end_cancels_cleanly()
    {
        if (OperatingSystem.IsWindows())
            return; // A process cannot be sent Ctrl+C there without its console.
        using var folder = new TemporaryFolder();
        WriteScenes(folder, 1);
        using Process process = Tool.Start("train", "--images", folder.PathOf("images"), "--output", folder.PathOf("model.safetensors"), "--diameter", "22", "--iterations", "100000");
        string? first = await process.StandardError.ReadLineAsync();
        Assert.StartsWith("Training: ", first);
        using (Process kill = Process.Start("kill", ["-TERM", process.Id.ToString()]))
            await kill.WaitForExitAsync();
        ToolResult result = await Tool.FinishAsync(process);
        Assert.Equal(143, result.ExitCode);
        Assert.Equal("Cancelled.", result.ErrorLines[^1]);
        Assert.False(File.Exists(folder.PathOf("model.safetensors")));
    }
}
