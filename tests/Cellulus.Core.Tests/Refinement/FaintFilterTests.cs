using Cellulus.Testing;
using Xunit;

namespace Cellulus.Tests;

public sealed class FaintFilterTests
{
    private const int Diameter = DiscScenes.Diameter;
    private static readonly ImageShape s_shape = DiscScenes.Shape;

    // Twelve discs; of most scenes the first is a fibre.
    private const int Fibre = 1;

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void What_is_far_fainter_than_the_others_is_dropped_whether_brighter_or_darker(int sign)
    {
        RefinementInput input = Scene(label => sign * (label == Fibre ? 3 : 50 + label));
        LabelImage kept = new FaintFilter().Refine(input, StageExecution.Default);
        Assert.Equal(Enumerable.Range(2, 11), DiscScenes.Numbers(kept));
        // Those that stay keep their pixels and numbers.
        Assert.Equal(input.Labels.Labels.ToArray().Select(l => l == Fibre ? 0 : l), kept.Labels.ToArray());
        Assert.Equal(12, DiscScenes.Numbers(new FaintFilter(new FaintFilterOptions { MaxDeviations = 30 }).Refine(input, StageExecution.Default)).Count());
    }

    [Fact]
    public void A_share_of_the_usual_contrast_is_enough_and_less_is_not()
    {
        Assert.Equal(12, DiscScenes.Numbers(new FaintFilter().Refine(Scene(label => label == Fibre ? 15.5 : 100), StageExecution.Default)).Count());
        Assert.Equal(11, DiscScenes.Numbers(new FaintFilter().Refine(Scene(label => label == Fibre ? 14.5 : 100), StageExecution.Default)).Count());
    }

    [Theory]
    [InlineData(0, 1, 12)]
    [InlineData(0.25, 24, 11)]
    [InlineData(0.25, 26, 12)]
    // Only the deviations tell: exp(-8 * 0.15) is 0.301.
    [InlineData(1, 29, 11)]
    [InlineData(1, 31, 12)]
    public void A_share_that_is_enough_in_any_case_can_be_told(double share, double contrast, int kept)
    {
        var filter = new FaintFilter(new FaintFilterOptions { SufficientShare = share });
        Assert.Equal(kept, DiscScenes.Numbers(filter.Refine(Scene(label => label == Fibre ? contrast : 100), StageExecution.Default)).Count());
    }

    [Fact]
    public void Where_cells_are_of_all_brightnesses_dim_ones_stay()
    {
        // Each brighter than the one before by a half: the first has a hundredth of the last, and a fourteenth of the median.
        RefinementInput input = Scene(label => Math.Pow(1.5, label));
        Assert.Equal(input.Labels.Labels.ToArray(), new FaintFilter().Refine(input, StageExecution.Default).Labels.ToArray());
    }

    [Fact]
    public void Of_four_objects_none_tells_what_is_typical()
    {
        RefinementInput twelve = Scene(label => label == Fibre ? 1 : 100);
        RefinementInput Few(int count) => twelve with { Labels = LabelImage.FromLabels([.. twelve.Labels.Labels.ToArray().Select(l => l <= count ? l : 0)], s_shape) };
        Assert.Equal(4, DiscScenes.Numbers(new FaintFilter().Refine(Few(4), StageExecution.Default)).Count());
        Assert.Equal(Enumerable.Range(2, 4), DiscScenes.Numbers(new FaintFilter().Refine(Few(5), StageExecution.Default)));
    }

    [Fact]
    public void What_is_typical_is_told_by_objects_that_a_model_is_sure_of()
    {
        // Seven of twelve are fibres, which the embedding knows nothing of.
        RefinementInput input = Scene(label => label <= 7 ? 3 : 60);
        LabelImage cells = LabelImage.FromLabels([.. input.Labels.Labels.ToArray().Select(l => l <= 7 ? 0 : l)], s_shape);
        EmbeddingField field = new TruthEmbeddingModel(cells).Embed(input.Image, new EmbeddingOptions(), StageExecution.Default);
        Assert.Equal(Enumerable.Range(8, 5), DiscScenes.Numbers(new FaintFilter().Refine(input with { Embedding = field }, StageExecution.Default)));
        // Without it, they are what is typical.
        Assert.Equal(12, DiscScenes.Numbers(new FaintFilter().Refine(input, StageExecution.Default)).Count());
    }

    [Fact]
    public void An_object_among_others_stays_since_nothing_is_beside_it()
    {
        RefinementInput input = Scene(label => label == Fibre ? 1 : 100);
        int[] labels = input.Labels.Labels.ToArray();
        for (int i = 0; i < labels.Length; i++)
            if (labels[i] == 0 && i / s_shape.Width < 100 && i % s_shape.Width < 85)
                labels[i] = 13;
        RefinementInput surrounded = input with { Labels = LabelImage.FromLabels(labels, s_shape) };
        Assert.Contains(Fibre, DiscScenes.Numbers(new FaintFilter().Refine(surrounded, StageExecution.Default)));
    }

    [Fact]
    public void An_image_of_one_value_tells_nothing()
    {
        RefinementInput flat = Scene(_ => 0);
        Assert.Equal(12, DiscScenes.Numbers(new FaintFilter().Refine(flat, StageExecution.Default)).Count());
    }

    [Fact]
    public void Neighbours_and_a_bright_rim_do_not_change_what_is_measured()
    {
        var shape = new ImageShape(60, 80);
        var labels = new int[shape.PixelCount];
        var intensity = new float[labels.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            (int y, int x) = (i / 80, i % 80);
            double first = Math.Sqrt(Math.Pow(y - 30, 2) + Math.Pow(x - 30, 2)), second = Math.Sqrt(Math.Pow(y - 30, 2) + Math.Pow(x - 54, 2));
            labels[i] = first <= 10 ? 1 : second <= 10 ? 2 : 0;
            // The first has a rim, the second a blur of 2 px; 7 is the ground.
            intensity[i] = first <= 8 ? 20 : first <= 10 ? 90 : second <= 12 ? 200 : 7;
        }
        Assert.Equal([13.0, 193.0], new RingContrast(20).Measure(intensity, labels, shape, 2, _ => true, StageExecution.Default));
        Assert.Equal([null, 193.0], new RingContrast(20).Measure(intensity, labels, shape, 2, o => o == 1, StageExecution.Default));
    }

    [Fact]
    public void Volumes_are_judged_as_wholes()
    {
        RefinementInput plane = Scene(label => label == Fibre ? 3 : 60);
        var shape = new ImageShape(9, s_shape.Height, s_shape.Width);
        // Discs in the middle slices; the fibre is bright in one slice of five, which a median does not see.
        float[] pixels = [.. Enumerable.Range(0, 9).SelectMany(z => plane.Image.Pixels.ToArray().Select((v, i) => z is < 2 or > 6 ? 0 : z == 4 && plane.Labels.Labels[i] == Fibre ? 60 : v))];
        int[] labels = [.. Enumerable.Range(0, 9).SelectMany(z => plane.Labels.Labels.ToArray().Select(l => z is < 2 or > 6 ? 0 : l))];
        LabelImage kept = new FaintFilter().Refine(new RefinementInput(MicroscopyImage.FromPixels(pixels, shape), LabelImage.FromLabels(labels, shape), Diameter), StageExecution.Default);
        Assert.Equal(labels.Select(l => l == Fibre ? 0 : l), kept.Labels.ToArray());
    }

    [Theory]
    [InlineData(80)]
    [InlineData(130)]
    public async Task In_windows_the_same_objects_are_dropped(int window)
    {
        RefinementInput scene = Scene(label => label is Fibre or 7 ? 3 : 60);
        var segmenter = new CellSegmenter(new TruthEmbeddingModel(scene.Labels), refiners: [new FaintFilter()]);
        var options = new SegmentationOptions { ObjectDiameter = Diameter };
        Assert.Equal(10, (await segmenter.SegmentAsync(scene.Image, options)).Objects.Count);
        await StreamedScenes.CompareAsync(segmenter, scene.Image, options, window);
    }

    [Fact]
    public async Task A_detector_is_followed_by_refiners_of_its_own_unless_others_are_named()
    {
        RefinementInput scene = Scene(label => label == Fibre ? 3 : 60);
        var options = new SegmentationOptions { ObjectDiameter = Diameter };
        var found = new DetectedObjects(scene.Labels, [.. Enumerable.Repeat(0.9, 12)]);
        Segmentation plain = await new CellSegmenter(new DetectorTests.Fixed(found)).SegmentAsync(scene.Image, options);
        Assert.Equal(["EvidenceFilter"], plain.Parameters.Refiners);
        Assert.Equal(12, plain.Objects.Count);
        IInstanceDetector particular = new DetectorTests.Fixed(found) { Refiners = [new FaintFilter()] };
        Segmentation refined = await new CellSegmenter(particular).SegmentAsync(scene.Image, options);
        Assert.Equal(["FaintFilter", "EvidenceFilter"], refined.Parameters.Refiners);
        Assert.Equal(11, refined.Objects.Count);
        Assert.Equal(12, (await new CellSegmenter(particular, refiners: []).SegmentAsync(scene.Image, options)).Objects.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Deviations_out_of_range_are_refused(double deviations) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FaintFilterOptions { MaxDeviations = deviations });

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Shares_out_of_range_are_refused(double share) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FaintFilterOptions { SufficientShare = share });

    private static RefinementInput Scene(Func<int, double> contrast) => DiscScenes.Draw((label, _, _) => 1000 + (label > 0 ? contrast(label) : 0));
}
