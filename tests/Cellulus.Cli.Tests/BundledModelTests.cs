using System.Text.Json;
using Cellulus.Imaging;
using Xunit;

namespace Cellulus.Tests;

/// <summary><c>segment</c> without a model: the one that the tool brings along, at once.</summary>
public sealed class BundledModelTests : IDisposable
{
    private const int Scenes = 2, CellsOfAScene = 16;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Most_cells_are_found_without_training_and_the_model_is_named()
    {
        for (int i = 0; i < Scenes; i++)
            CellScene.Write(_folder.PathOf("images"), _folder.PathOf("truth"), $"scene{i}", i);
        ToolResult result = await SegmentAsync("--json");

        JsonElement json = result.Json;
        Assert.InRange(json.GetProperty("objects").GetInt32(), Scenes * CellsOfAScene * 3 / 4, Scenes * CellsOfAScene * 5 / 4);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("training").ValueKind);
        Assert.Equal("PretrainedModel", json.GetProperty("model").GetString());
        Assert.Contains(result.ErrorLines, line => line.StartsWith("Using the model that the tool brings along", StringComparison.Ordinal) && line.Contains("--adapt", StringComparison.Ordinal));
        Assert.DoesNotContain("Training", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(_folder.PathOf("out")), path => Path.GetFileName(path).StartsWith("model", StringComparison.Ordinal));

        JsonElement score = (await Tool.RunAsync("evaluate", "--predictions", _folder.PathOf("out"), "--truth", _folder.PathOf("truth"), "--json")).Json;
        Assert.True(score.GetProperty("recall").GetDouble() >= 0.75, $"Found with a true outline: {score.GetProperty("tp")} of {Scenes * CellsOfAScene}.");
    }

    [Fact]
    public async Task The_labels_are_those_of_the_library()
    {
        CellScene.Write(_folder.PathOf("images"), _folder.PathOf("truth"), "scene", 1);
        Assert.Equal(0, (await SegmentAsync()).ExitCode);
        Segmentation expected = await new CellSegmenter().SegmentAsync(ImageFile.Read(_folder.PathOf("images", "scene.png")));
        Assert.Equal(expected.Labels.Labels, ImageFile.ReadLabels(_folder.PathOf("out", "scene.tif")).Labels);
    }

    [Theory]
    [InlineData("ZYX", "volume")]
    [InlineData("CYX", "channels")]
    public async Task What_the_model_does_not_take_is_refused_in_a_line_that_names_the_way_out(string axes, string why)
    {
        ImageFile.WriteTiff(_folder.PathOf("images", "a.tif"), MicroscopyImage.FromPixels(new float[4 * 32 * 32], new ImageShape(4, 32, 32)));
        ToolResult result = await SegmentAsync("--axes", axes);
        Assert.Equal(1, result.ExitCode);
        string line = Assert.Single(result.ErrorLines);
        Assert.Contains("a.tif", line);
        Assert.Contains(why, line);
        Assert.Contains("--adapt trains a model on these images first", line);
        Assert.False(Directory.Exists(_folder.PathOf("out")));
    }

    [Fact]
    public async Task An_image_that_needs_windows_is_refused_in_a_line_that_names_the_way_out()
    {
        ImageFile.WriteTiff(_folder.PathOf("images", "large.tif"), MicroscopyImage.FromPixels(new ushort[512 * 512], new ImageShape(512, 512)));
        ToolResult result = await SegmentAsync("--memory", "8MiB");
        Assert.Equal(1, result.ExitCode);
        string line = Assert.Single(result.ErrorLines);
        Assert.Contains("large.tif", line);
        Assert.Contains("fits in memory", line);
        Assert.Contains("--adapt trains a model on these images first", line);
    }

    [Theory]
    [InlineData("--iterations", "3")]
    [InlineData("--minutes", "3")]
    public async Task Options_of_training_are_refused_where_nothing_is_trained(string option, string value)
    {
        CellScene.Write(_folder.PathOf("images"), _folder.PathOf("truth"), "scene", 1);
        ToolResult result = await SegmentAsync(option, value);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(option, result.ErrorLines[0]);
        Assert.Contains("--adapt", result.ErrorLines[0]);
        Assert.False(Directory.Exists(_folder.PathOf("out")));
    }

    [Fact]
    public async Task Options_without_effect_are_named()
    {
        CellScene.Write(_folder.PathOf("images"), _folder.PathOf("truth"), "scene", 1);
        ToolResult result = await SegmentAsync("--passes", "2");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(result.ErrorLines, line => line.EndsWith("without effect are --passes.", StringComparison.Ordinal));
    }

    private Task<ToolResult> SegmentAsync(params string[] more) =>
        Tool.RunAsync(["segment", "--images", _folder.PathOf("images"), "--output", _folder.PathOf("out"), .. more]);
}
