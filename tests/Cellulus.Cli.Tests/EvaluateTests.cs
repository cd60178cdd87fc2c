using System.Text.Json;
using Cellulus.Imaging;
using Xunit;

namespace Cellulus.Tests;

public class EvaluateTests
{
    private static readonly ImageShape Shape = new(20, 30);

    private static LabelImage Boxes(params (int X, int Y, int Side)[] boxes)
    {
        int[] labels = new int[Shape.PixelCount];
        for (int i = 0; i < boxes.Length; i++)
            for (int y = 0; y < boxes[i].Side; y++)
                for (int x = 0; x < boxes[i].Side; x++)
                    labels[Shape.IndexOf(0, boxes[i].Y + y, boxes[i].X + x)] = i + 1;
        return LabelImage.FromLabels(labels, Shape);
    }

    [Fact]
    public async Task Counts_are_pooled_over_the_pairs_whatever_their_file_type()
    {
        using var folder = new TemporaryFolder();
        ImageFile.WriteLabels(folder.PathOf("truth", "a.png"), Boxes((0, 0, 6), (10, 0, 6), (20, 0, 6)));
        ImageFile.WriteLabels(folder.PathOf("predicted", "a.tif"), Boxes((0, 0, 6), (10, 0, 5), (20, 10, 6)));
        ImageFile.WriteLabels(folder.PathOf("truth", "b.tif"), Boxes((5, 5, 8)));
        ImageFile.WriteLabels(folder.PathOf("predicted", "b.tif"), Boxes((5, 5, 8)));
        ImageFile.WritePng(folder.PathOf("predicted", "a-overlay.png"), MicroscopyImage.FromPixels(new float[12], new ImageShape(3, 4)));

        JsonElement score = (await Tool.RunAsync("evaluate", "--predictions", folder.PathOf("predicted"), "--truth", folder.PathOf("truth"), "--json")).Json;
        Assert.Equal((3, 1, 1, 2), (score.GetProperty("tp").GetInt32(), score.GetProperty("fp").GetInt32(), score.GetProperty("fn").GetInt32(), score.GetProperty("images").GetInt32()));
        Assert.Equal(0.75, score.GetProperty("f1").GetDouble(), 1e-9);
        Assert.Equal(0.75, score.GetProperty("precision").GetDouble(), 1e-9);
        Assert.Equal(0.75, score.GetProperty("recall").GetDouble(), 1e-9);
        Assert.Equal((1 + 25 / 36.0 + 0 + 1) / 4, score.GetProperty("seg").GetDouble(), 1e-9);
    }

    [Fact]
    public async Task Small_true_objects_are_ignored_unless_asked_for()
    {
        using var folder = new TemporaryFolder();
        ImageFile.WriteLabels(folder.PathOf("truth", "a.tif"), Boxes((0, 0, 6), (10, 0, 3)));
        ImageFile.WriteLabels(folder.PathOf("predicted", "a.tif"), Boxes((0, 0, 6)));
        string[] line = ["evaluate", "--predictions", folder.PathOf("predicted"), "--truth", folder.PathOf("truth"), "--json"];
        Assert.Equal(0, (await Tool.RunAsync(line)).Json.GetProperty("fn").GetInt32());
        Assert.Equal(1, (await Tool.RunAsync([.. line, "--min-size", "0"])).Json.GetProperty("fn").GetInt32());
    }

    [Fact]
    public async Task Files_without_a_partner_are_named()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in new[] { "a", "b" })
            ImageFile.WriteLabels(folder.PathOf("truth", name + ".tif"), Boxes((0, 0, 6)));
        ImageFile.WriteLabels(folder.PathOf("predicted", "a.tif"), Boxes((0, 0, 6)));
        ToolResult result = await Tool.RunAsync("evaluate", "--predictions", folder.PathOf("predicted"), "--truth", folder.PathOf("truth"));
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("no prediction for b", Assert.Single(result.ErrorLines));

        ToolResult turned = await Tool.RunAsync("evaluate", "--predictions", folder.PathOf("truth"), "--truth", folder.PathOf("predicted"));
        Assert.Contains("no truth for b", Assert.Single(turned.ErrorLines));
    }

    [Fact]
    public async Task Truth_may_be_drawn_as_ROIs()
    {
        using var folder = new TemporaryFolder();
        ImageFile.WriteLabels(folder.PathOf("predicted", "a.tif"), Boxes((0, 0, 6), (10, 10, 6)));
        AnnotationFile.WriteRois(folder.PathOf("predicted", "a.zip"), Boxes((0, 0, 6)));
        AnnotationFile.WriteRois(folder.PathOf("truth", "a.zip"), Boxes((0, 0, 6), (10, 12, 6)));
        JsonElement scores = (await Tool.RunAsync("evaluate", "--predictions", folder.PathOf("predicted"), "--truth", folder.PathOf("truth"), "--json")).Json;
        Assert.Equal((1, 1, 1), (scores.GetProperty("tp").GetInt32(), scores.GetProperty("fp").GetInt32(), scores.GetProperty("fn").GetInt32()));
    }

    [Fact]
    public async Task Labels_of_another_size_are_named()
    {
        using var folder = new TemporaryFolder();
        ImageFile.WriteLabels(folder.PathOf("truth", "a.tif"), Boxes((0, 0, 6)));
        ImageFile.WriteLabels(folder.PathOf("predicted", "a.tif"), LabelImage.Empty(new ImageShape(5, 5)));
        ToolResult result = await Tool.RunAsync("evaluate", "--predictions", folder.PathOf("predicted"), "--truth", folder.PathOf("truth"));
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("5 x 5", Assert.Single(result.ErrorLines));
    }
}
