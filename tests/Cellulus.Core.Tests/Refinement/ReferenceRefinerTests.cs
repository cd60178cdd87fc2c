using Cellulus.Tests;
using Xunit;

namespace Cellulus.Core.Tests;

public class ReferenceRefinerTests
{
    private static readonly NpzFile Golden = NpzFile.Open("cluster2d.npz");
    private static readonly ImageShape Shape = new(72, 80);

    [Theory, InlineData(3, 6, "post_cell"), InlineData(3, 3, "post_cell_grow3_shrink3")]
    public void Halos_are_removed_as_by_the_reference(double grow, double shrink, string name)
    {
        LabelImage refined = new HaloRefiner(new HaloOptions { Grow = grow, Shrink = shrink }).Refine(Input("segmentation"), StageExecution.Default);
        Assert.Equal(Golden[name].Integers(), refined.Labels.ToArray());
    }

    [Fact]
    public void Both_distance_transforms_are_those_of_the_reference()
    {
        bool[] background = [.. Golden["segmentation"].Integers().Select(l => l == 0)];
        int[] squared = DistanceTransform.SquaredToFalse(background, Shape, StageExecution.Default);
        Assert.Equal(Golden["post_cell_dist_fg"].Doubles(), squared.Select(d => Math.Sqrt(d)));
        bool[] grown = [.. squared.Select(d => d < 9)];
        Assert.Equal(Golden["post_cell_dist_bg"].Doubles(), DistanceTransform.SquaredToFalse(grown, Shape, StageExecution.Default).Select(d => Math.Sqrt(d)));
    }

    [Fact]
    public void Nuclei_are_cut_as_by_the_reference()
    {
        LabelImage refined = new NucleusRefiner().Refine(Input("segmentation"), StageExecution.Default);
        Assert.Equal(Golden["post_nucleus"].Integers(), refined.Labels.ToArray());

        int[] labels = Golden["segmentation"].Integers();
        float[] raw = Golden["raw"].Floats();
        double[] thresholds = Golden["post_nucleus_thresholds"].Doubles();
        for (int i = 0; i < thresholds.Length; i += 2)
            Assert.Equal(thresholds[i + 1], OtsuThreshold.Compute<float>([.. raw.Where((_, p) => labels[p] == (int)thresholds[i])]), 1e-6);
    }

    [Theory, InlineData("post_cell"), InlineData("post_nucleus")]
    public void Small_pieces_are_dropped_as_by_the_reference(string name)
    {
        LabelImage refined = new SizeFilter(new SizeFilterOptions { MinSize = 20 }).Refine(Input(name), StageExecution.Default);
        Assert.Equal(Golden[name + "_sizefiltered"].Integers(), refined.Labels.ToArray());
    }

    [Fact]
    public void The_least_size_is_a_tenth_of_a_disc_or_ball()
    {
        Assert.Equal(Math.PI * 25 / 10, ObjectSize.Smallest(10, new ImageShape(9, 9)), 1e-12);
        Assert.Equal(4.0 / 3 * Math.PI * 125 / 10, ObjectSize.Smallest(10, new ImageShape(9, 9, 9)), 1e-12);
    }

    public static TheoryData<string> Refiners => [nameof(HaloRefiner), nameof(NucleusRefiner), nameof(SizeFilter), nameof(ContrastRefiner), nameof(BackgroundFilter), nameof(FaintFilter)];

    [Theory, MemberData(nameof(Refiners))]
    public void Any_number_of_threads_gives_the_same_labels_and_labels_are_numbers_without_meaning(string name)
    {
        ISegmentationRefiner refiner = Create(name);
        RefinementInput input = Input("segmentation");
        int[] labels = refiner.Refine(input, StageExecution.Default).Labels.ToArray();
        Assert.Contains(labels, l => l > 0);
        foreach (int threads in new[] { 1, 2, 3, 7 })
            Assert.Equal(labels, refiner.Refine(input, StageExecution.Default with { MaxDegreeOfParallelism = threads }).Labels.ToArray());

        int[] spread = [.. input.Labels.Labels.ToArray().Select(l => l * 200_000_000)];
        int[] renamed = refiner.Refine(input with { Labels = LabelImage.FromLabels(spread, Shape) }, StageExecution.Default).Labels.ToArray();
        LabelNumbering.CloseGaps(renamed);
        LabelNumbering.CloseGaps(labels);
        Assert.Equal(labels, renamed);
    }

    [Theory, MemberData(nameof(Refiners))]
    public void No_objects_stay_none(string name)
    {
        LabelImage refined = Create(name).Refine(Input("segmentation") with { Labels = LabelImage.Empty(Shape) }, StageExecution.Default);
        Assert.Equal(0, refined.MaxLabel);
    }

    private static ISegmentationRefiner Create(string name) => name switch
    {
        nameof(HaloRefiner) => new HaloRefiner(),
        nameof(NucleusRefiner) => new NucleusRefiner(),
        nameof(SizeFilter) => new SizeFilter(),
        nameof(BackgroundFilter) => new BackgroundFilter(),
        nameof(FaintFilter) => new FaintFilter(),
        _ => new ContrastRefiner(),
    };

    private static RefinementInput Input(string labels) =>
        new(MicroscopyImage.FromPixels(Golden["raw"].Floats(), Shape), LabelImage.FromLabels(Golden[labels].Integers(), Shape), 16);
}
