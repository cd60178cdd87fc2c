using System.Text.Json;
using Cellulus.Imaging;
using Xunit;

namespace Cellulus.Tests;

public class InfoTests
{
    [Fact]
    public async Task An_image_is_described_by_its_stored_values()
    {
        using var folder = new TemporaryFolder();
        float[] pixels = [.. Enumerable.Range(0, 2 * 3 * 4 * 5).Select(i => (float)(i * 10))];
        ImageFile.WriteTiff(folder.PathOf("a.tif"), MicroscopyImage.FromPixels(pixels, new ImageShape(3, 4, 5), 2, new PixelSize(0.5, 0.5, 2)));
        JsonElement info = (await Tool.RunAsync("info", folder.PathOf("a.tif"), "--json")).Json;
        Assert.Equal((5, 4, 3, 2, 1), (info.GetProperty("width").GetInt32(), info.GetProperty("height").GetInt32(), info.GetProperty("depth").GetInt32(),
            info.GetProperty("channels").GetInt32(), info.GetProperty("frames").GetInt32()));
        Assert.Equal("uint16", info.GetProperty("type").GetString());
        Assert.Equal([0.0, 600.0], Numbers(info, "min"));
        Assert.Equal([590.0, 1190.0], Numbers(info, "max"));
        Assert.Equal([295.0, 895.0], Numbers(info, "mean"));
        Assert.Equal(0.5, info.GetProperty("pixelSize").GetProperty("x").GetDouble(), 1e-6);
        Assert.Equal(2, info.GetProperty("pixelSize").GetProperty("z").GetDouble(), 1e-6);
    }

    [Fact]
    public async Task Without_json_the_same_is_told_as_text()
    {
        using var folder = new TemporaryFolder();
        ImageFile.WritePng(folder.PathOf("a.png"), MicroscopyImage.FromPixels(new float[12], new ImageShape(3, 4)));
        ToolResult result = await Tool.RunAsync("info", folder.PathOf("a.png"));
        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"width\s+4", result.Output);
        Assert.Matches(@"type\s+uint8", result.Output);
        Assert.DoesNotContain("pixelSize", result.Output);
    }

    [Fact]
    public async Task A_file_that_is_no_image_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.PathOf("a.png"), "not an image");
        ToolResult result = await Tool.RunAsync("info", folder.PathOf("a.png"));
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("a.png", Assert.Single(result.ErrorLines));
    }

    private static double[] Numbers(JsonElement info, string name) => [.. info.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];
}
