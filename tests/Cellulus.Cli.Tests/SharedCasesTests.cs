using System.Text.Json;
using Xunit;

namespace Cellulus.Tests;

/// <summary>Files that were misread, with what the tool is to say of them.</summary>
public sealed class SharedCasesTests
{
    [SharedCasesTheory]
    [InlineData("evaluate-timelapse-first-frame-only/p", "evaluate-timelapse-first-frame-only/t", 14, 0, 79, 6)]
    [InlineData("label-images-with-palette-or-as-rgb/p", "label-images-with-palette-or-as-rgb/png", 6, 0, 0, 1)]
    [InlineData("label-images-with-palette-or-as-rgb/p", "label-images-with-palette-or-as-rgb/tif", 6, 0, 0, 1)]
    [InlineData("label-images-with-palette-or-as-rgb/p", "label-images-with-palette-or-as-rgb/rgb", 6, 0, 0, 1)]
    [InlineData("tiff-white-is-zero/p", "tiff-white-is-zero/t", 14, 0, 0, 1)]
    public async Task Labels_are_scored_whole(string predictions, string truth, int found, int wrong, int missed, int images)
    {
        JsonElement score = (await Tool.RunAsync("evaluate", "--predictions", SharedCases.PathOf(predictions), "--truth", SharedCases.PathOf(truth), "--json")).Json;
        Assert.Equal((found, wrong, missed, images), (score.GetProperty("tp").GetInt32(), score.GetProperty("fp").GetInt32(), score.GetProperty("fn").GetInt32(), score.GetProperty("images").GetInt32()));
        Assert.Equal(2.0 * found / (2 * found + wrong + missed), score.GetProperty("f1").GetDouble(), 1e-9);
    }

    [SharedCasesTheory]
    [InlineData("three.ome.tif")]
    public async Task Files_of_several_images_are_told(string file)
    {
        string path = SharedCases.PathOf("ome-tiff-of-several-images", file);
        Assert.Equal(3, (await Tool.RunAsync("info", path, "--json")).Json.GetProperty("series").GetInt32());
        using var folder = new TemporaryFolder();
        string[] line = ["train", "--images", path, "--output", folder.PathOf("m.safetensors"), "--diameter", "20", "--plan"];
        Assert.Contains("holds several images", (await Tool.RunAsync(line)).Error);
        Assert.DoesNotContain("holds several images", (await Tool.RunAsync([.. line, "--series", "2"])).Error);
    }

    [SharedCasesTheory]
    [InlineData("micromanager-um-with-centimetre-tags")]
    public async Task A_volume_whose_tags_have_another_unit_can_be_trained_on(string folderName)
    {
        using var folder = new TemporaryFolder();
        ToolResult plan = await Tool.RunAsync("train", "--images", SharedCases.PathOf(folderName, "volume.tif"), "--output", folder.PathOf("v.safetensors"), "--plan");
        Assert.Equal((0, ""), (plan.ExitCode, plan.Error));
    }

    [SharedCasesTheory]
    [InlineData("plain6.tif")]
    [InlineData("ome_cut.ome.tif")]
    public async Task Pages_are_time_points_if_that_is_said(string file)
    {
        string path = SharedCases.PathOf("time-lapse-without-metadata", file);
        JsonElement info = (await Tool.RunAsync("info", path, "--axes", "TYX", "--json")).Json;
        Assert.Equal((file == "plain6.tif" ? 6 : 1, 1, 1), (info.GetProperty("frames").GetInt32(), info.GetProperty("depth").GetInt32(), info.GetProperty("channels").GetInt32()));
    }
}
