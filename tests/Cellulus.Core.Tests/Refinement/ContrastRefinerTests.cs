using Xunit;

namespace Cellulus.Core.Tests;

public class ContrastRefinerTests
{
    private static readonly StageExecution Execution = StageExecution.Default;

    // A smoother image draws the border of a dim object a little too far out, up to an eighth of the radius.
    [Theory, InlineData(1, 0.0, 100, 0.9), InlineData(1, 0.02, 0, 0.85), InlineData(48, 0.02, 0, 0.8), InlineData(1, 0.02, 100, 0.8), InlineData(48, 0.02, 100, 0.6)]
    public void Bright_and_dim_objects_both_get_their_true_border(int depth, double noise, double clearContrast, double least)
    {
        var refiner = new ContrastRefiner(new ContrastOptions { ClearContrast = clearContrast });
        (MicroscopyImage image, int[] truth) = Scene(depth, noise);
        foreach (double halo in new[] { -1.5, 2.0, 3.5 })
        {
            LabelImage clusters = LabelImage.FromLabels(Discs(depth, halo), image.Shape);
            int[] refined = refiner.Refine(new RefinementInput(image, clusters, 20), Execution).Labels.ToArray();
            for (int label = 1; label <= 2; label++)
                Assert.True(Overlap(truth, refined, label) > least, $"halo {halo}, object {label}: {Overlap(truth, refined, label):f3} from {Overlap(truth, clusters.Labels.ToArray(), label):f3}");
        }
    }

    [Fact]
    public void An_object_without_evidence_is_rejected_and_the_others_keep_their_numbers()
    {
        (MicroscopyImage image, _) = Scene(1, 0.02);
        int[] labels = Discs(1, 1);
        for (int y = 50; y < 64; y++)
            for (int x = 20; x < 34; x++)
                labels[image.Shape.IndexOf(0, y, x)] = 7;
        int[] refined = new ContrastRefiner().Refine(new RefinementInput(image, LabelImage.FromLabels(labels, image.Shape), 20), Execution).Labels.ToArray();
        Assert.Equal([0, 1, 2], refined.Distinct().Order());
        refined = new ContrastRefiner(new ContrastOptions { MinContrast = 1e6 }).Refine(new RefinementInput(image, LabelImage.FromLabels(labels, image.Shape), 20), Execution).Labels.ToArray();
        Assert.All(refined, l => Assert.Equal(0, l));
    }

    [Fact]
    public void Touching_objects_keep_their_common_border()
    {
        (MicroscopyImage image, int[] truth) = Scene(1, 0);
        int[] halves = [.. truth.Select((l, i) => l == 1 ? (i % image.Width < 24 ? 1 : 3) : l)];
        int[] refined = new ContrastRefiner().Refine(new RefinementInput(image, LabelImage.FromLabels(halves, image.Shape), 20), Execution).Labels.ToArray();
        for (int i = 0; i < refined.Length; i++)
            if (halves[i] is 1 or 3 && refined[i] != 0)
                Assert.Equal(halves[i], refined[i]);
        Assert.True(refined.Count(l => l == 1) > 100 && refined.Count(l => l == 3) > 100);
    }

    [Fact]
    public void Stray_pixels_of_a_cluster_change_nothing()
    {
        (MicroscopyImage image, _) = Scene(1, 0.02);
        int[] labels = Discs(1, 1), strayed = [.. labels];
        strayed[image.Shape.IndexOf(0, 3, 90)] = 1;
        int[] Refine(int[] clusters) => new ContrastRefiner().Refine(new RefinementInput(image, LabelImage.FromLabels(clusters, image.Shape), 20), Execution).Labels.ToArray();
        Assert.Equal(Refine(labels), Refine(strayed));
    }

    [Theory, InlineData(1), InlineData(48)]
    public void Dark_objects_get_the_borders_that_they_would_have_if_they_were_bright(int depth)
    {
        (MicroscopyImage image, _) = Scene(depth, 0.02);
        var negative = MicroscopyImage.FromPixels(image.Pixels.ToArray().Select(v => -v).ToArray(), image.Shape);
        LabelImage clusters = LabelImage.FromLabels(Discs(depth, 2), image.Shape);
        LabelImage Refine(MicroscopyImage of) => new ContrastRefiner().Refine(new RefinementInput(of, clusters, 20), Execution);
        Assert.Equal(2, Refine(image).MaxLabel);
        Assert.Equal(Refine(image).Labels, Refine(negative).Labels);
    }

    [Fact]
    public void A_constant_image_gives_no_objects()
    {
        LabelImage labels = LabelImage.FromLabels(Discs(1, 0), new ImageShape(72, 96));
        MicroscopyImage image = MicroscopyImage.FromPixels(new float[72 * 96], labels.Shape);
        Assert.Equal(0, new ContrastRefiner().Refine(new RefinementInput(image, labels, 20), Execution).MaxLabel);
    }

    [Fact]
    public void Channels_count_alike()
    {
        (MicroscopyImage image, _) = Scene(1, 0.02);
        LabelImage clusters = LabelImage.FromLabels(Discs(1, 2), image.Shape);
        float[] pixels = image.Pixels.ToArray();
        MicroscopyImage twice = MicroscopyImage.FromPixels([.. pixels, .. pixels], image.Shape, channels: 2);
        Assert.Equal(
            new ContrastRefiner().Refine(new RefinementInput(image, clusters, 20), Execution).Labels.ToArray(),
            new ContrastRefiner().Refine(new RefinementInput(twice, clusters, 20), Execution).Labels.ToArray());
    }

    [Fact]
    public void A_lower_level_gives_a_larger_object()
    {
        (MicroscopyImage image, _) = Scene(1, 0.01);
        LabelImage clusters = LabelImage.FromLabels(Discs(1, 2), image.Shape);
        int[] sizes = [.. new[] { 0.15, 0.5, 0.85 }.Select(f => new ContrastRefiner(new ContrastOptions { LevelFraction = f })
            .Refine(new RefinementInput(image, clusters, 20), Execution).Labels.ToArray().Count(l => l == 1))];
        Assert.True(sizes[0] > sizes[1] && sizes[1] > sizes[2], string.Join(' ', sizes));
    }

    [Fact]
    public void Order_statistics_equal_those_of_sorted_values()
    {
        var random = new Random(3);
        for (int n = 1; n < 60; n++)
        {
            float[] values = [.. Enumerable.Range(0, n).Select(_ => (float)random.Next(20))];
            float[] sorted = [.. values.Order()];
            foreach (double share in new[] { 0, 0.25, 0.5, 0.75, 1 })
                Assert.Equal(sorted[(int)(share * (n - 1))], OrderStatistics.Percentile(values, share));
        }
    }

    [Fact]
    public void Noise_is_estimated_through_slopes_and_objects()
    {
        var random = new Random(4);
        float[] values = [.. Enumerable.Range(0, 128 * 128).Select(i => (float)(i % 128 * 0.01 + (i / 128 > 60 ? 1 : 0) + 0.05 * Normal(random)))];
        Assert.Equal(0.05, NoiseEstimate.OfPixels(values, new ImageShape(128, 128)), 0.005);
    }

    private static double Radius(int label) => label == 1 ? 10 : 9;

    private static double Distance(int depth, int z, int y, int x, int label)
    {
        (double cy, double cx) = label == 1 ? (24.0, 24.0) : (40.0, 70.0);
        double dz = depth > 1 ? z - 24 : 0;
        return Math.Sqrt(dz * dz + (y - cy) * (y - cy) + (x - cx) * (x - cx));
    }

    private static int[] Discs(int depth, double halo) => [.. Enumerable.Range(0, depth * 72 * 96).Select(i =>
        Enumerable.Range(1, 2).FirstOrDefault(l => Distance(depth, i / 96 / 72, i / 96 % 72, i % 96, l) <= Radius(l) + halo))];

    /// <summary>A bright and a four times dimmer disc (ball) with a soft border, on a background that rises along x.</summary>
    private static (MicroscopyImage Image, int[] Truth) Scene(int depth, double noise)
    {
        var random = new Random(1);
        var shape = new ImageShape(depth, 72, 96);
        float[] pixels = [.. Enumerable.Range(0, (int)shape.PixelCount).Select(i =>
        {
            double value = 0.001 * (i % 96) + noise * Normal(random);
            for (int label = 1; label <= 2; label++)
                value += (label == 1 ? 1 : 0.25) / (1 + Math.Exp((Distance(depth, i / 96 / 72, i / 96 % 72, i % 96, label) - Radius(label)) / 0.6));
            return (float)value;
        })];
        return (MicroscopyImage.FromPixels(pixels, shape), Discs(depth, 0));
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double Overlap(int[] truth, int[] labels, int label)
    {
        int both = truth.Zip(labels).Count(p => p.First == label && p.Second == label);
        return (double)both / truth.Zip(labels).Count(p => p.First == label || p.Second == label);
    }
}
