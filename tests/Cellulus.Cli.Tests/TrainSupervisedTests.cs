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
    public async Task Annotations_are_what_tools_save()
    {
        using var folder = new TemporaryFolder();
        string images = folder.PathOf("images"), drawn = folder.PathOf("drawn");
        for (int i = 0; i < 3; i++)
            CellScene.Write(images, folder.PathOf("truth"), $"scene{i}", i);
        LabelImage[] truth = [.. Enumerable.Range(0, 3).Select(i => ImageFile.ReadLabels(folder.PathOf("truth", $"scene{i}.tif")))];
        LabelImage Few(int i) => LabelImage.FromLabels(Array.ConvertAll(truth[i].Labels.ToArray(), l => l <= 3 ? l : 0), truth[i].Shape);
        AnnotationFile.WriteRois(folder.PathOf("drawn", "scene0.zip"), Few(0));
        // Of object, background and what nobody has looked at.
        int[] few = Few(1).Labels.ToArray();
        float[] colours = [.. few.Select((l, i) => l == 0 && i % 2 == 0 ? 255f : 0), .. few.Select(l => l > 0 ? 255f : 0), .. few.Select((l, i) => l > 0 || i % 2 == 0 ? 255f : 0)];
        ImageFile.WritePng(folder.PathOf("drawn", "scene1.png"), MicroscopyImage.FromPixels(colours, truth[1].Shape, channels: 3));
        ImageFile.WriteLabels(folder.PathOf("marked", "scene1.tif"), Few(1));
        string model = folder.PathOf("model.safetensors");
        string[] train = ["train-supervised", "--images", images, "--annotations", drawn, "--background", folder.PathOf("marked"), "--output", model, "--json", .. s_quick];
        JsonElement trained = (await Tool.RunAsync(train)).Json;
        Assert.Equal((6, 2), (trained.GetProperty("annotatedObjects").GetInt32(), trained.GetProperty("annotatedImages").GetInt32()));

        // What is found goes out the same way, empty or not.
        ToolResult found = await Tool.RunAsync("segment", "--model", model, "--images", images, "--output", folder.PathOf("found"), "--rois");
        Assert.Equal(0, found.ExitCode);
        for (int i = 0; i < 3; i++)
            Assert.Equal(
                ImageFile.ReadLabels(folder.PathOf("found", $"scene{i}.tif")).Labels.ToArray(),
                AnnotationFile.Read(folder.PathOf("found", $"scene{i}.zip"), truth[i].Shape).Objects.Labels.ToArray());

        // Labels and ROIs of one image: predictions are the labels, but which are the annotations?
        ToolResult torn = await Tool.RunAsync("train-supervised", "--images", images, "--annotations", folder.PathOf("found"), "--output", model);
        Assert.Equal(1, torn.ExitCode);
        Assert.Contains("annotates the same image as scene0.tif", torn.ErrorLines[^1], StringComparison.Ordinal);
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
