using System.Text.Json;
using Cellulus.Imaging;
using Xunit;

namespace Cellulus.Tests;

public class TrainSupervisedTests
{
    private static readonly string[] s_quick = ["--iterations", "3", "--batch", "2", "--crop", "60", "--features", "4"];

    [Fact]
    public async Task Annotations_and_predictions_lead_to_a_model_that_segments()
    {
        using var folder = new TemporaryFolder();
        for (int i = 0; i < 2; i++)
            CellScene.Write(folder.PathOf("images"), folder.PathOf("truth"), $"scene{i}", i);
        // Of one image some objects are drawn, of the other none.
        LabelImage truth = ImageFile.ReadLabels(folder.PathOf("truth", "scene0.tif"));
        ImageFile.WriteLabels(folder.PathOf("drawn", "scene0.tif"), LabelImage.FromLabels(Array.ConvertAll(truth.Labels.ToArray(), l => l <= 5 ? l : 0), truth.Shape));
        string model = folder.PathOf("m", "model.safetensors");
        JsonElement trained = (await Tool.RunAsync(
            ["train-supervised", "--images", folder.PathOf("images"), "--annotations", folder.PathOf("drawn"), "--pseudo", folder.PathOf("truth"), "--output", model, "--json", .. s_quick])).Json;
        Assert.Equal((3, 5, 1, 2), (trained.GetProperty("iterations").GetInt32(), trained.GetProperty("annotatedObjects").GetInt32(),
            trained.GetProperty("annotatedImages").GetInt32(), trained.GetProperty("predictedImages").GetInt32()));
        Assert.InRange(trained.GetProperty("objectDiameter").GetDouble(), 18, 24);

        JsonElement info = (await Tool.RunAsync("info", model, "--json")).Json;
        Assert.Equal(("star-convex model", 32, 4), (info.GetProperty("kind").GetString(), info.GetProperty("rays").GetInt32(), info.GetProperty("features").GetInt32()));

        ToolResult told = await Tool.RunAsync("segment", "--model", model, "--images", folder.PathOf("images"), "--output", folder.PathOf("0"), "--views", "2", "--bandwidth", "5");
        Assert.Equal(0, told.ExitCode);
        Assert.Contains(told.ErrorLines, l => l.EndsWith("without effect are --views, --bandwidth.", StringComparison.Ordinal));

        foreach (string threads in new[] { "1", "2" })
            Assert.Equal(0, (await Tool.RunAsync("segment", "--model", model, "--images", folder.PathOf("images"), "--output", folder.PathOf(threads), "--threads", threads)).ExitCode);
        Assert.Equal(File.ReadAllBytes(folder.PathOf("1", "scene0.tif")), File.ReadAllBytes(folder.PathOf("2", "scene0.tif")));
        Assert.Equal(truth.Shape, ImageFile.ReadLabels(folder.PathOf("1", "scene1.tif")).Shape);

        // The model serves as a teacher as well.
        JsonElement pupil = (await Tool.RunAsync(
            ["train-supervised", "--images", folder.PathOf("images"), "--annotations", folder.PathOf("drawn"), "--pseudo", model, "--output", folder.PathOf("pupil.safetensors"), "--json", .. s_quick])).Json;
        Assert.Equal(2, pupil.GetProperty("predictedImages").GetInt32());
    }

    [Fact]
    public async Task What_does_not_go_together_is_refused_before_any_work()
    {
        using var folder = new TemporaryFolder();
        CellScene.Write(folder.PathOf("images"), folder.PathOf("truth"), "scene0", 0);
        string[] train = ["train-supervised", "--images", folder.PathOf("images"), "--output", folder.PathOf("model.safetensors"), .. s_quick];
        Assert.Equal(2, (await Tool.RunAsync(train)).ExitCode);
        Assert.Equal(2, (await Tool.RunAsync([.. train, "--annotations", folder.PathOf("truth"), "--alpha", "1.5"])).ExitCode);

        ImageFile.WriteLabels(folder.PathOf("stray", "other.tif"), LabelImage.Empty(new ImageShape(4, 4)));
        await Refused("other.tif", "belongs to no image", "--annotations", folder.PathOf("stray"));
        ImageFile.WriteLabels(folder.PathOf("small", "scene0.tif"), LabelImage.Empty(new ImageShape(4, 4)));
        await Refused("scene0.tif", "has 4 x 4 pixels", "--annotations", folder.PathOf("small"));
        ImageFile.WriteLabels(folder.PathOf("empty", "scene0.tif"), LabelImage.Empty(new ImageShape(CellScene.Side, CellScene.Side)));
        await Refused("No object is drawn", "", "--annotations", folder.PathOf("empty"));
        Assert.False(File.Exists(folder.PathOf("model.safetensors")));

        async Task Refused(string what, string why, params string[] more)
        {
            ToolResult result = await Tool.RunAsync([.. train, .. more]);
            Assert.Equal(1, result.ExitCode);
            Assert.Contains(what, result.ErrorLines[^1], StringComparison.Ordinal);
            Assert.Contains(why, result.ErrorLines[^1], StringComparison.Ordinal);
        }
    }
}
