using Cellulus.Testing;
using Xunit;

namespace Cellulus.Tests;

public sealed class BackgroundFilterTests
{
    private const int Diameter = DiscScenes.Diameter;
    private static readonly ImageShape s_shape = DiscScenes.Shape;

    // Twelve discs on uneven ground; the first is a smudge of that ground, the second differs by little more than it.
    private const int Smudge = 1;

    [Fact]
    public void Smudges_of_uneven_ground_are_dropped_and_cells_stay()
    {
        RefinementInput input = Scene(unevenness: 1, contrast: 20);
        LabelImage kept = new BackgroundFilter().Refine(input, StageExecution.Default);
        Assert.Equal(Enumerable.Range(2, 11), DiscScenes.Numbers(kept));
        // Those that stay keep their pixels.
        Assert.Equal(input.Labels.Labels.ToArray().Select(l => l == Smudge ? 0 : l), kept.Labels.ToArray());
        Assert.Equal(Enumerable.Range(1, 12), DiscScenes.Numbers(new BackgroundFilter(new BackgroundFilterOptions { MinDeviations = 0 }).Refine(input, StageExecution.Default)));
        Assert.Empty(DiscScenes.Numbers(new BackgroundFilter(new BackgroundFilterOptions { MinDeviations = 1000 }).Refine(input, StageExecution.Default)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Dim_cells_on_even_ground_stay_whether_brighter_or_darker(int sign)
    {
        // Half as much as the ground of the other test, where the same would be dropped.
        Assert.Equal(Enumerable.Range(2, 11), DiscScenes.Numbers(new BackgroundFilter().Refine(Scene(unevenness: 0.01, contrast: sign * 0.5), StageExecution.Default)));
        Assert.Empty(DiscScenes.Numbers(new BackgroundFilter().Refine(Scene(unevenness: 1, contrast: sign * 0.5), StageExecution.Default)));
    }

    [Fact]
    public void Where_there_is_little_background_everything_stays()
    {
        RefinementInput input = Scene(unevenness: 1, contrast: 20);
        // All but a strip is covered by objects of no contrast at all.
        int[] labels = [.. input.Labels.Labels.ToArray().Select((label, i) => label > 0 ? label : i % s_shape.Width > 30 ? 13 + i % s_shape.Width / Diameter : 0)];
        RefinementInput dense = input with { Labels = LabelImage.FromLabels(labels, s_shape) };
        Assert.Equal(labels, new BackgroundFilter().Refine(dense, StageExecution.Default).Labels.ToArray());
        // The image is smaller than what one square takes.
        var small = new ImageShape(12, 14);
        var tiny = new RefinementInput(MicroscopyImage.FromPixels(new float[168], small), LabelImage.FromLabels([.. Enumerable.Range(0, 168).Select(i => i < 5 ? 1 : 0)], small), Diameter);
        Assert.Equal(1, new BackgroundFilter().Refine(tiny, StageExecution.Default).MaxLabel);
    }

    [Fact]
    public void Slices_of_a_volume_are_judged_together()
    {
        RefinementInput plane = Scene(unevenness: 1, contrast: 20);
        var shape = new ImageShape(3, s_shape.Height, s_shape.Width);
        float[] pixels = [.. Enumerable.Range(0, 3).SelectMany(_ => plane.Image.Pixels.ToArray())];
        int[] labels = [.. Enumerable.Range(0, 3).SelectMany(_ => plane.Labels.Labels.ToArray())];
        LabelImage kept = new BackgroundFilter().Refine(new RefinementInput(MicroscopyImage.FromPixels(pixels, shape), LabelImage.FromLabels(labels, shape), Diameter), StageExecution.Default);
        Assert.Equal(labels.Select(l => l == Smudge ? 0 : l), kept.Labels.ToArray());
    }

    [Theory]
    [InlineData(80)]
    [InlineData(130)]
    public async Task In_windows_the_same_objects_are_dropped(int window)
    {
        RefinementInput scene = Scene(unevenness: 1, contrast: 20);
        var segmenter = new CellSegmenter(new TruthEmbeddingModel(scene.Labels), refiners: [new BackgroundFilter()]);
        var options = new SegmentationOptions { ObjectDiameter = Diameter };
        Assert.Equal(11, (await segmenter.SegmentAsync(scene.Image, options)).Objects.Count);
        await StreamedScenes.CompareAsync(segmenter, scene.Image, options, window);
    }

    [Fact]
    public void Deviations_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BackgroundFilterOptions { MinDeviations = -0.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new BackgroundFilterOptions { MinDeviations = double.NaN });
    }

    private static RefinementInput Scene(double unevenness, double contrast)
    {
        var ground = new ElasticField(s_shape, Diameter);
        ground.Draw(new Philox(4), unevenness);
        return DiscScenes.Draw((label, y, x) => ground.At(0, y, x).X + (label > Smudge ? contrast : 0));
    }
}
