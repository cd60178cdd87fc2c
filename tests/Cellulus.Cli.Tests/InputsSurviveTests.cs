using Cellulus.Imaging;
using Xunit;

namespace Cellulus.Tests;

/// <summary>No command replaces what it reads, nor what a person may have edited.</summary>
public sealed class InputsSurviveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("train")]
    [InlineData("train-supervised")]
    public async Task A_model_never_replaces_an_image_nor_labels(string command)
    {
        CellScene.Write(PathOf("images"), PathOf("truth"), "a", 1);
        string image = PathOf("images", "a.png"), labels = PathOf("truth", "a.tif");
        string[] line = [command, "--images", PathOf("images"), "--iterations", "3", .. command == "train" ? [] : new[] { "--annotations", PathOf("truth") }];
        await SurvivesAsync(image, "would replace an image", [.. line, "--output", image]);
        await SurvivesAsync(image, "would replace an image", [.. line, "--output", image, "--overwrite"]);
        if (command == "train-supervised")
            await SurvivesAsync(labels, "would replace labels", [.. line, "--output", labels, "--overwrite"]);

        File.WriteAllText(PathOf("notes.txt"), "mine");
        await SurvivesAsync(PathOf("notes.txt"), "--overwrite", [.. line, "--output", PathOf("notes.txt")]);
        Assert.Contains("name of an image", await RefusedAsync([.. line, "--output", PathOf("new.tif")]));
    }

    [Fact]
    public async Task A_supervised_model_never_replaces_the_one_it_starts_from()
    {
        CellScene.Write(PathOf("images"), PathOf("truth"), "a", 1);
        string model = await TrainAsync();
        await SurvivesAsync(model, "would replace a model", "train-supervised", "--images", PathOf("images"), "--pseudo", model, "--output", model, "--overwrite", "--iterations", "1");
    }

    [Fact]
    public async Task A_model_replaces_an_older_one_and_nothing_else_that_is_a_model()
    {
        CellScene.Write(PathOf("images"), PathOf("truth"), "a", 1);
        string model = await TrainAsync();
        Assert.Equal(model, await TrainAsync());
        string python = PathOf("python.pth");
        File.WriteAllBytes(python, [.. "PK\x03\x04"u8, .. new byte[100]]);
        await SurvivesAsync(python, "--overwrite", "train", "--images", PathOf("images"), "--output", python, "--iterations", "1");
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("file")]
    [InlineData("hard")]
    public async Task Labels_never_replace_an_image_whatever_way_leads_to_it(string link)
    {
        CellScene.Write(PathOf("scenes"), PathOf("truth"), "a", 1);
        string image = PathOf("real", "a.tif");
        ImageFile.WriteTiff(image, ImageFile.Read(PathOf("scenes", "a.png")));
        Directory.CreateDirectory(PathOf("links"));
        string images = link == "folder" ? PathOf("link") : PathOf("links");
        if (link == "folder")
            Directory.CreateSymbolicLink(images, PathOf("real"));
        else if (link == "file")
            File.CreateSymbolicLink(PathOf("links", "a.tif"), image);
        else if (!await HardLinkAsync(image, PathOf("links", "a.tif")))
            return; // No such command, or no such links.
        string model = await TrainAsync(PathOf("scenes"));
        await SurvivesAsync(image, "would replace an image", "segment", "--model", model, "--images", images, "--output", PathOf("real"));
        await SurvivesAsync(image, "would replace an image", "segment", "--model", model, "--images", images, "--output", PathOf("real"), "--overwrite");
        Assert.Equal([image], Directory.GetFileSystemEntries(PathOf("real")));
    }

    [Fact]
    public async Task An_overlay_never_replaces_an_image()
    {
        CellScene.Write(PathOf("images"), PathOf("truth"), "a", 1);
        CellScene.Write(PathOf("images"), PathOf("truth"), "a-overlay", 2);
        string model = await TrainAsync();
        await SurvivesAsync(PathOf("images", "a-overlay.png"), "would replace an image", "segment", "--model", model, "--images", PathOf("images"), "--output", PathOf("images"), "--overlays");
    }

    [Theory]
    [InlineData("a.zip")]
    [InlineData("a.tif")]
    [InlineData("a-overlay.png")]
    [InlineData("objects.csv")]
    public async Task A_result_is_replaced_by_the_same_command_unless_somebody_has_changed_it(string name)
    {
        CellScene.Write(PathOf("images"), PathOf("truth"), "a", 1);
        string[] segment = ["segment", "--model", await TrainAsync(), "--images", PathOf("images"), "--output", PathOf("out"), "--overlays", "--rois", "--passes", "1"];
        Assert.Equal(0, (await Tool.RunAsync(segment)).ExitCode);
        Assert.Equal(0, (await Tool.RunAsync(segment)).ExitCode);
        byte[] written = File.ReadAllBytes(PathOf("out", name));

        File.AppendAllText(PathOf("out", name), "corrected");
        await SurvivesAsync(PathOf("out", name), "--overwrite", segment);
        Assert.Equal(0, (await Tool.RunAsync([.. segment, "--overwrite"])).ExitCode);
        Assert.Equal(written, File.ReadAllBytes(PathOf("out", name)));

        // Put there by somebody, and never by the tool.
        Directory.Delete(PathOf("out"), recursive: true);
        Directory.CreateDirectory(PathOf("out"));
        File.WriteAllText(PathOf("out", name), "mine");
        await SurvivesAsync(PathOf("out", name), "--overwrite", segment);
        Assert.Equal([PathOf("out", name)], Directory.GetFileSystemEntries(PathOf("out")));
    }

    [Fact]
    public async Task A_second_segmentation_uses_the_model_that_it_finds_and_says_so()
    {
        CellScene.Write(PathOf("images"), PathOf("truth"), "a", 1);
        string[] segment = ["segment", "--images", PathOf("images"), "--output", PathOf("out"), "--adapt", "--diameter", "22", "--iterations", "1"];
        Assert.Equal(0, (await Tool.RunAsync(segment)).ExitCode);
        byte[] model = File.ReadAllBytes(PathOf("out", "model.safetensors")), labels = File.ReadAllBytes(PathOf("out", "a.tif"));
        ToolResult second = await Tool.RunAsync([.. segment.Select(a => a == "1" ? "2" : a)]);
        Assert.Equal(0, second.ExitCode);
        Assert.Contains("Using the model of an earlier run", second.ErrorLines[0]);
        Assert.Contains("To train anew", second.ErrorLines[0]);
        Assert.Contains("Without effect: --iterations", second.ErrorLines[0]);
        Assert.Equal(model, File.ReadAllBytes(PathOf("out", "model.safetensors")));
        Assert.Equal(labels, File.ReadAllBytes(PathOf("out", "a.tif")));
    }

    [Fact]
    public async Task The_table_has_names_that_are_no_formulas_and_a_mark_only_if_asked_for()
    {
        CellScene.Write(PathOf("images"), PathOf("truth"), "=1+2", 1);
        string[] segment = ["segment", "--model", await TrainAsync(), "--images", PathOf("images"), "--output", PathOf("out"), "--passes", "1", "--refine", "none"];
        Assert.Equal(0, (await Tool.RunAsync(segment)).ExitCode);
        byte[] plain = File.ReadAllBytes(PathOf("out", "objects.csv"));
        Assert.StartsWith("image,id", File.ReadAllText(PathOf("out", "objects.csv")));
        Assert.Equal((byte)'i', plain[0]);
        Assert.All(File.ReadLines(PathOf("out", "objects.csv")).Skip(1), row => Assert.StartsWith("\"'=1+2\",", row));
        Assert.Equal(0, (await Tool.RunAsync([.. segment, "--bom"])).ExitCode);
        Assert.Equal([0xEF, 0xBB, 0xBF, .. plain], File.ReadAllBytes(PathOf("out", "objects.csv")));
    }

    private string PathOf(params string[] parts) => _folder.PathOf(parts);

    private async Task<string> TrainAsync(string? images = null)
    {
        string model = PathOf("model.safetensors");
        Assert.Equal(0, (await Tool.RunAsync("train", "--images", images ?? PathOf("images"), "--output", model, "--diameter", "22", "--iterations", "1")).ExitCode);
        return model;
    }

    private static async Task SurvivesAsync(string path, string reason, params string[] arguments)
    {
        byte[] before = File.ReadAllBytes(path);
        string message = await RefusedAsync(arguments);
        Assert.Contains(path, message);
        Assert.Contains(reason, message);
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    private static async Task<string> RefusedAsync(string[] arguments)
    {
        ToolResult result = await Tool.RunAsync(arguments);
        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Output);
        return result.ErrorLines[^1];
    }

    private static async Task<bool> HardLinkAsync(string from, string to)
    {
        if (OperatingSystem.IsWindows())
            return false;
        using var process = System.Diagnostics.Process.Start("ln", [from, to]);
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
