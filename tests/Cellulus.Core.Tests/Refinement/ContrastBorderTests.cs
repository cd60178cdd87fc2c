using Xunit;

namespace Cellulus.Core.Tests;

/// <summary>Where <see cref="ContrastRefiner"/> places the border of one disc.</summary>
public class ContrastBorderTests
{
    private const int Side = 64, Centre = 32, Radius = 12;
    private static readonly ImageShape s_shape = new(Side, Side);

    [Theory, InlineData(0.7), InlineData(1.4), InlineData(2.0)]
    public void The_border_of_a_blurred_disc_lies_at_its_radius(double blur)
    {
        float[] sharp = [.. Pixels((y, x) => Distance(y, x) <= Radius ? 1.1 : 0.1)];
        MicroscopyImage image = MicroscopyImage.FromPixels(GaussianFilter.Smooth<float>(sharp, s_shape, blur, StageExecution.Default), s_shape);
        foreach (double halo in new[] { -3.0, 0, 2.5 })
        {
            bool[] refined = Refine(image, Disc(Radius + halo));
            for (int i = 0; i < refined.Length; i++)
                if (Math.Abs(Distance(i / Side, i % Side) - Radius) > 1)
                    Assert.Equal((halo, i, Distance(i / Side, i % Side) < Radius), (halo, i, refined[i]));
        }
    }

    [Fact]
    public void A_disc_with_lobes_ten_times_brighter_keeps_its_whole_area()
    {
        MicroscopyImage image = Lobes(lobe: 2.5);
        bool[] truth = Disc(Radius);
        double byRim = Overlap(truth, Refine(image, truth)), byHalf = Overlap(truth, Refine(image, truth, new ContrastOptions { LevelFraction = 0.5 }));
        Assert.True(byRim > 0.85 && byHalf < 0.5, $"{byRim:f3} by the rim, {byHalf:f3} by half of the maximum.");
    }

    [Fact]
    public void Noisy_dim_discs_are_looked_at_coarsely()
    {
        double coarse = 0, sharp = 0;
        for (int seed = 0; seed < 8; seed++)
        {
            MicroscopyImage image = Noisy(seed, height: 0.5, noise: 0.7);
            bool[] truth = Disc(Radius);
            coarse += Overlap(truth, Refine(image, Disc(Radius + 1))) / 8;
            sharp += Overlap(truth, Refine(image, Disc(Radius + 1), new ContrastOptions { ClearContrast = 0 })) / 8;
        }
        Assert.True(coarse > sharp + 0.2 && coarse > 0.75, $"{coarse:f3} coarsely, {sharp:f3} sharply.");
    }

    [Fact]
    public void Clear_discs_are_looked_at_sharply()
    {
        MicroscopyImage image = Noisy(seed: 1, height: 1, noise: 0.002);
        Assert.Equal(Refine(image, Disc(Radius + 1), new ContrastOptions { ClearContrast = 0 }), Refine(image, Disc(Radius + 1)));
        Assert.NotEqual(Refine(image, Disc(Radius + 1), new ContrastOptions { ClearContrast = 1e6 }), Refine(image, Disc(Radius + 1)));
    }

    [Fact]
    public void A_disc_with_a_bright_lobe_stays_as_it_came_where_borders_were_learned_or_the_rounder_is_kept()
    {
        // At half of the maximum only a bar is left, less round than the disc.
        MicroscopyImage image = Bar();
        bool[] disc = Disc(Radius);
        var cut = new ContrastOptions { LevelFraction = 0.5 };
        Assert.True(Refine(image, disc, cut).Count(p => p) < 0.5 * disc.Count(p => p));
        Assert.Equal(disc, Refine(image, disc, cut with { KeepsRounder = true }));
        Assert.Equal(disc, Refine(image, disc, cut, hasBorders: true));
        Assert.NotEqual(disc, Refine(image, disc, cut with { KeepsRounder = false }, hasBorders: true));
    }

    [Fact]
    public void A_ragged_proposal_takes_the_rounder_border_of_the_image()
    {
        MicroscopyImage image = Noisy(seed: 2, height: 1, noise: 0.01);
        bool[] ragged = [.. Disc(Radius).Select((p, i) => p && i % Side < Centre + 3 || Math.Abs(i / Side - Centre) <= 1 && Distance(i / Side, i % Side) < 20)];
        bool[] refined = Refine(image, ragged, new ContrastOptions { KeepsRounder = true }, hasBorders: true);
        Assert.True(Overlap(Disc(Radius), refined) > Overlap(Disc(Radius), ragged));
        Assert.Equal(Refine(image, ragged), refined);
    }

    [Fact]
    public void A_dent_is_filled_where_that_makes_a_whole_cell()
    {
        MicroscopyImage image = Draw((y, x) => IsDented(y, x) ? 1 : 0);
        bool[] dented = [.. Disc(Radius).Select((p, i) => p && IsDented(i / Side, i % Side))];
        Assert.True(Overlap(Disc(Radius), Refine(image, dented)) > 0.93);
        Assert.True(Overlap(Disc(Radius), Refine(image, dented, new ContrastOptions { FillsDents = false })) < 0.9);

        static bool IsDented(int y, int x) => Distance(y, x) <= Radius && !(Math.Abs(y - Centre) <= 3 && x > Centre);
    }

    [Fact]
    public void A_bent_object_is_no_whole_cell_and_stays_bent()
    {
        MicroscopyImage image = Draw((y, x) => IsBent(y, x) ? 1 : 0);
        bool[] bent = [.. Disc(Radius).Select((_, i) => IsBent(i / Side, i % Side))];
        Assert.Equal(Refine(image, bent, new ContrastOptions { FillsDents = false }), Refine(image, bent));

        static bool IsBent(int y, int x) => Distance(y, x) is <= 12 and >= 8 && y < Centre;
    }

    [Fact]
    public void A_bright_lobe_does_not_replace_the_cell_that_a_network_drew()
    {
        MicroscopyImage image = Draw((y, x) => Distance(y, x) > Radius ? 0 : Distance(y - 4, x - 4) <= 4 ? 1 : 0.002);
        Assert.Equal(Disc(Radius), Refine(image, Disc(Radius), hasBorders: true));
    }

    [Fact]
    public void A_disc_without_contrast_is_rejected_only_where_no_borders_were_learned()
    {
        MicroscopyImage image = Noisy(seed: 3, height: 0, noise: 0.1);
        Assert.DoesNotContain(true, Refine(image, Disc(Radius)));
        Assert.Equal(Disc(Radius), Refine(image, Disc(Radius), hasBorders: true));
        Assert.Equal(Disc(Radius), Refine(image, Disc(Radius), new ContrastOptions { KeepsRounder = true }));
    }

    [Fact]
    public void Beside_typical_discs_a_dim_one_becomes_smaller_and_a_bright_one_larger()
    {
        double[] heights = [0.2, 1, 1, 1, 4];
        int[] together = Areas(heights, _ => true);
        int[] alone = [.. Enumerable.Range(0, heights.Length).Select(disc => Areas(heights, d => d == disc)[disc])];
        Assert.True(together[0] < alone[0] && together[4] > alone[4], $"{string.Join(", ", together)} together, {string.Join(", ", alone)} alone.");
        Assert.Equal(alone[1..4], together[1..4]);
    }

    [Fact]
    public void A_given_level_knows_nothing_of_other_objects()
    {
        double[] heights = [0.2, 1, 4];
        var half = new ContrastOptions { LevelFraction = 0.5 };
        Assert.Equal(Enumerable.Range(0, heights.Length).Select(disc => Areas(heights, d => d == disc, half)[disc]), Areas(heights, _ => true, half));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(26, false)]
    public void Learned_borders_stay_in_planes_and_have_to_be_rounder_in_volumes(int depth, bool stay)
    {
        var shape = new ImageShape(depth, 26, 26);
        var pixels = new float[shape.PixelCount];
        var labels = new int[shape.PixelCount];
        for (int i = 0; i < pixels.Length; i++)
        {
            (int x, int y, int z) = (i % 26, i / 26 % 26, i / 26 / 26);
            bool isInside = Math.Pow(x - 13, 2) + Math.Pow(y - 13, 2) + (depth > 1 ? Math.Pow(z - 13, 2) : 0) <= 64;
            // What was learned leaves an end of it out.
            (pixels[i], labels[i]) = (isInside ? 1 : 0, isInside && y < 18 ? 1 : 0);
        }
        MicroscopyImage image = MicroscopyImage.FromPixels(GaussianFilter.Smooth<float>(pixels, shape, 1, StageExecution.Default), shape);
        LabelImage learned = LabelImage.FromLabels(labels, shape);
        var field = new EmbeddingField(new float[shape.Rank * pixels.Length], new float[pixels.Length], shape, 16) { HasBorders = true };
        LabelImage refined = new ContrastRefiner().Refine(new RefinementInput(image, learned, 16, field), StageExecution.Default);
        Assert.Equal(stay, refined.Labels.SequenceEqual(learned.Labels));
        if (!stay)
            Assert.Equal(pixels.Sum(), refined.Labels.ToArray().Sum(), 0.1 * pixels.Sum());
    }

    /// <summary>Areas of discs in a row after refinement of those that are proposed.</summary>
    private static int[] Areas(double[] heights, Predicate<int> isProposed, ContrastOptions? options = null)
    {
        var shape = new ImageShape(Side, Side * heights.Length);
        var pixels = new float[shape.PixelCount];
        var labels = new int[shape.PixelCount];
        for (int i = 0; i < pixels.Length; i++)
        {
            int y = i / shape.Width, x = i % shape.Width % Side, disc = i % shape.Width / Side;
            if (Distance(y, x) <= Radius)
                (pixels[i], labels[i]) = ((float)heights[disc], isProposed(disc) ? disc + 1 : 0);
        }
        MicroscopyImage image = MicroscopyImage.FromPixels(GaussianFilter.Smooth<float>(pixels, shape, 2, StageExecution.Default), shape);
        LabelImage refined = new ContrastRefiner(options).Refine(new RefinementInput(image, LabelImage.FromLabels(labels, shape), 2 * Radius), StageExecution.Default);
        return [.. Enumerable.Range(1, heights.Length).Select(disc => refined.Labels.ToArray().Count(label => label == disc))];
    }

    private static bool[] Refine(MicroscopyImage image, bool[] proposal, ContrastOptions? options = null, bool hasBorders = false)
    {
        int length = Side * Side;
        var field = new EmbeddingField(new float[2 * length], new float[length], s_shape, 2 * Radius) { HasBorders = hasBorders };
        LabelImage labels = LabelImage.FromLabels([.. proposal.Select(p => p ? 1 : 0)], s_shape);
        LabelImage refined = new ContrastRefiner(options).Refine(new RefinementInput(image, labels, 2 * Radius, field), StageExecution.Default);
        return [.. refined.Labels.ToArray().Select(l => l == 1)];
    }

    /// <summary>An even stain of 0.25 with two lobes.</summary>
    private static MicroscopyImage Lobes(double lobe) => Draw((y, x) =>
        Distance(y, x) > Radius ? 0 : Distance(y - 2, x - 5) <= 3.5 || Distance(y + 3, x + 4) <= 3.5 ? lobe : 0.25);

    private static MicroscopyImage Bar() => Draw((y, x) =>
        Distance(y, x) > Radius ? 0 : Math.Abs(y - Centre + 2) <= 2 && Math.Abs(x - Centre) <= 8 || Math.Abs(x - Centre + 6) <= 2 && Math.Abs(y - Centre) <= 6 ? 2.5 : 0.25);

    private static MicroscopyImage Draw(Func<int, int, double> value) => MicroscopyImage.FromPixels(
        GaussianFilter.Smooth<float>([.. Pixels(value)], s_shape, 0.7, StageExecution.Default), s_shape);

    private static MicroscopyImage Noisy(int seed, double height, double noise)
    {
        var random = new Philox((ulong)seed);
        return MicroscopyImage.FromPixels([.. Pixels((y, x) => height / (1 + Math.Exp(Distance(y, x) - Radius)) + noise * random.NextNormal())], s_shape);
    }

    private static IEnumerable<float> Pixels(Func<int, int, double> value) => Enumerable.Range(0, Side * Side).Select(i => (float)value(i / Side, i % Side));

    private static bool[] Disc(double radius) => [.. Enumerable.Range(0, Side * Side).Select(i => Distance(i / Side, i % Side) <= radius)];

    private static double Distance(int y, int x) => Math.Sqrt((y - Centre) * (y - Centre) + (x - Centre) * (x - Centre));

    private static double Overlap(bool[] a, bool[] b) =>
        (double)a.Zip(b).Count(p => p.First && p.Second) / a.Zip(b).Count(p => p.First || p.Second);
}
