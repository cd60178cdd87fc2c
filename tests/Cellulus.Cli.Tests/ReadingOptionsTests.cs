using System.Text.Json;
using Cellulus.Imaging;
using Xunit;

namespace Cellulus.Tests;

/// <summary>What files leave open is said on the command line, and messages advise its options.</summary>
public sealed class ReadingOptionsTests
{
    private static readonly ImageShape Shape = new(20, 30);

    [Fact]
    public async Task Axes_and_sizes_are_said_on_the_command_line()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("a.tif");
        ImageFile.WriteTiff(path, MicroscopyImage.FromPixels([.. Enumerable.Range(0, 6).Select(i => (float)i)], new ImageShape(6, 1, 1)));
        JsonElement info = (await Tool.RunAsync("info", path, "--axes", "TC2YX", "--pixel-size", "0.5,0.25", "--json")).Json;
        Assert.Equal((1, 2, 3), (info.GetProperty("depth").GetInt32(), info.GetProperty("channels").GetInt32(), info.GetProperty("frames").GetInt32()));
        Assert.Equal([0.0, 1.0], info.GetProperty("min").EnumerateArray().Select(v => v.GetDouble()));
        Assert.Equal((0.5, 0.25), (info.GetProperty("pixelSize").GetProperty("x").GetDouble(), info.GetProperty("pixelSize").GetProperty("y").GetDouble()));
        info = (await Tool.RunAsync("info", path, "--pixel-size", "0.5", "--z-spacing", "2", "--json")).Json;
        Assert.Equal((6, 2.0), (info.GetProperty("depth").GetInt32(), info.GetProperty("pixelSize").GetProperty("z").GetDouble()));
    }

    [Theory]
    [InlineData("--axes", "QYX")]
    [InlineData("--series", "0")]
    [InlineData("--pixel-size", "-1")]
    [InlineData("--pixel-size", "1,2,3")]
    [InlineData("--z-spacing", "0")]
    public async Task Values_that_make_no_sense_are_wrong_usage(string option, string value)
    {
        ToolResult result = await Tool.RunAsync("info", "a.tif", option, value);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"{option} takes", result.ErrorLines[0]);
    }

    [Fact]
    public async Task Messages_advise_the_options_of_the_tool()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("a.tif");
        ImageFile.WriteTiff(path, MicroscopyImage.FromPixels(new float[6], new ImageShape(6, 1, 1)));
        string axes = Assert.Single((await Tool.RunAsync("info", path, "--axes", "T4YX")).ErrorLines);
        Assert.Contains("do not fit its 6 planes; say what its pages are with --axes", axes);
        string spacing = Assert.Single((await Tool.RunAsync("info", path, "--z-spacing", "2")).ErrorLines);
        Assert.Contains("give --pixel-size, too", spacing);
        string series = Assert.Single((await Tool.RunAsync("info", path, "--series", "2")).ErrorLines);
        Assert.Contains("it holds 1 image(s); --series asks for another one", series);
        Assert.DoesNotContain("TiffReadOptions", axes + spacing + series);
    }

    [Fact]
    public async Task A_size_that_cannot_be_is_answered_by_the_options_that_mend_it()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("volume.tif");
        ImageFile.WriteTiff(path, MicroscopyImage.FromPixels([.. Enumerable.Range(0, 48 * 48 * 12).Select(i => (float)(i % 251))], new ImageShape(12, 48, 48), 1, new PixelSize(5e-5, 5e-5, 1.5)));
        string[] line = ["train", "--images", path, "--output", folder.PathOf("v.safetensors"), "--plan"];
        Assert.Contains("Give the right --pixel-size and --z-spacing.", Assert.Single((await Tool.RunAsync(line)).ErrorLines));
        Assert.Equal(0, (await Tool.RunAsync([.. line, "--pixel-size", "0.5"])).ExitCode);
    }

    [Fact]
    public async Task Files_of_another_kind_are_answered_by_the_option_for_axes()
    {
        using var folder = new TemporaryFolder();
        ImageFile.WriteTiff(folder.PathOf("a.tif"), MicroscopyImage.FromPixels(new float[64 * 64], new ImageShape(64, 64)));
        ImageFile.WriteTiff(folder.PathOf("b.tif"), MicroscopyImage.FromPixels(new float[6 * 64 * 64], new ImageShape(6, 64, 64)));
        string[] line = ["train", "--images", folder.FullName, "--output", folder.PathOf("m.safetensors"), "--diameter", "20", "--plan"];
        Assert.Contains("is a volume, ", Assert.Single((await Tool.RunAsync(line)).ErrorLines));
        Assert.Contains("say so with --axes", (await Tool.RunAsync(line)).Error);
        Assert.DoesNotContain("volume", (await Tool.RunAsync([.. line, "--axes", "TYX"])).Error);
    }

    [Fact]
    public async Task All_time_points_are_scored()
    {
        using var folder = new TemporaryFolder();
        WriteFrames(folder.PathOf("truth", "m.tif"), 3, 3);
        WriteFrames(folder.PathOf("predicted", "m.tif"), 3, 1);
        JsonElement score = (await Tool.RunAsync("evaluate", "--predictions", folder.PathOf("predicted"), "--truth", folder.PathOf("truth"), "--axes", "TYX", "--json")).Json;
        Assert.Equal((1, 0, 2, 3), (score.GetProperty("tp").GetInt32(), score.GetProperty("fp").GetInt32(), score.GetProperty("fn").GetInt32(), score.GetProperty("images").GetInt32()));

        WriteFrames(folder.PathOf("predicted", "m.tif"), 2, 2);
        ToolResult result = await Tool.RunAsync("evaluate", "--predictions", folder.PathOf("predicted"), "--truth", folder.PathOf("truth"), "--axes", "TYX");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("holds 3 time points", Assert.Single(result.ErrorLines));
    }

    [Fact]
    public async Task A_gray_picture_among_colour_ones_is_a_colour_picture()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(3);
        float[] gray = [.. Enumerable.Range(0, 64 * 64).Select(_ => (float)random.Next(200))];
        var shape = new ImageShape(64, 64);
        ImageFile.WritePng(folder.PathOf("images", "a.png"), MicroscopyImage.FromPixels([.. gray, .. gray, .. gray], shape, 3));
        JsonElement alone = (await Plan(folder.PathOf("images"))).Json;
        ImageFile.WritePng(folder.PathOf("images", "b.png"), MicroscopyImage.FromPixels([.. gray, .. gray.Reverse(), .. gray], shape, 3));
        Assert.Equal(0, (await Plan(folder.PathOf("images"))).ExitCode);
        ImageFile.WritePng(folder.PathOf("images", "c.png"), MicroscopyImage.FromPixels(gray, shape));
        Assert.Contains("channel(s)", Assert.Single((await Plan(folder.PathOf("images"))).ErrorLines));
        File.Delete(folder.PathOf("images", "b.png"));
        Assert.True((await Plan(folder.PathOf("images"))).Json.GetProperty("totalBytes").GetInt64() >= alone.GetProperty("totalBytes").GetInt64());
        ToolResult chosen = await Tool.RunAsync("train", "--images", folder.PathOf("images", "a.png"), "--channels", "2", "--diameter", "20", "--output", folder.PathOf("m.safetensors"), "--plan");
        Assert.Equal(0, chosen.ExitCode);

        Task<ToolResult> Plan(string images) => Tool.RunAsync("train", "--images", images, "--diameter", "20", "--output", folder.PathOf("m.safetensors"), "--plan", "--json");
    }

    /// <summary>Planes of a square each, or of none.</summary>
    private static void WriteFrames(string path, int frames, int withObject)
    {
        float[] labels = new float[frames * Shape.PixelCount];
        for (int t = 0; t < withObject; t++)
            for (int y = 2; y < 10; y++)
                for (int x = 2; x < 10; x++)
                    labels[t * (int)Shape.PixelCount + (int)Shape.IndexOf(0, y, x)] = 1;
        ImageFile.WriteTiff(path, MicroscopyImage.FromPixels(labels, new ImageShape(frames, Shape.Height, Shape.Width)));
    }
}
