using Cellulus.Testing;
using Xunit;

namespace Cellulus.Tests;

public sealed class EvidenceFilterTests
{
    private static readonly ImageShape s_shape = NoiseImages.Shape;

    public static TheoryData<string> Noise => [.. NoiseImages.Kinds];

    [Theory]
    [MemberData(nameof(Noise))]
    public void Of_what_is_found_in_noise_nothing_stays(string kind)
    {
        int found = 0;
        foreach (double diameter in (double[])[14, 20, 40])
            for (int seed = 1; seed <= 4; seed++)
            {
                float[] values = NoiseImages.Draw(kind, seed);
                int[] labels = NoiseImages.Bumps(values, diameter);
                found += labels.Max();
                int[] kept = [.. DiscScenes.Numbers(Filtered(values, labels, diameter))];
                Assert.True(kept.Length == 0, $"{kept.Length} of {labels.Max()} finds of {diameter} px stay, seed {seed}.");
            }
        Assert.True(kind is "constant" || found > 20, $"{found} finds are too few to tell.");
    }

    [Theory]
    [InlineData("normal", 1)]
    [InlineData("normal", -1)]
    [InlineData("grain 2", 3)]
    [InlineData("photons 20", 8)]
    [InlineData("slope", -1)]
    [InlineData("salt and pepper", 10)]
    [InlineData("specks", -12)]
    [InlineData("few levels", 4)]
    [InlineData("constant", 1)]
    public void Few_objects_among_many_finds_in_noise_stay_and_no_others(string kind, double contrast)
    {
        foreach (int objects in (int[])[1, 2, 3, 10])
        {
            // A deviation of noise a pixel is dim, but of three hundred pixels it is clear.
            float[] values = NoiseImages.Draw(kind, seed: 9);
            int[] discs = Discs(objects, (y, x) => values[y * s_shape.Width + x] += (float)contrast);
            int[] finds = NoiseImages.Bumps(NoiseImages.Draw(kind, seed: 9), diameter: 20);
            var hit = finds.Where((_, i) => discs[i] > 0).ToHashSet();
            int[] labels = [.. discs.Zip(finds, (disc, find) => disc > 0 ? disc : find > 0 && !hit.Contains(find) ? 100 + find : 0)];
            Assert.Equal(Enumerable.Range(1, objects), DiscScenes.Numbers(Filtered(values, labels, 20)));
        }
    }

    // Cells of differential interference are as bright as what surrounds them.
    [Fact]
    public void Objects_that_only_differ_in_texture_stay()
    {
        float[] values = NoiseImages.Draw("grain 1", seed: 5);
        int[] labels = Discs(6, (y, x) => values[y * s_shape.Width + x] *= 3);
        Assert.Equal(6, Filtered(values, labels, 20).MaxLabel);
    }

    [Fact]
    public void Dim_objects_stay_beside_clear_ones()
    {
        float[] values = NoiseImages.Draw("normal", seed: 6);
        int[] labels = Discs(10, (_, _) => { });
        for (int i = 0; i < labels.Length; i++)
            values[i] += labels[i] == 0 ? 0 : labels[i] > 2 ? 5 : 0.35f;
        Assert.Equal(10, Filtered(values, labels, 20).MaxLabel);
        // Alone, such an object is one of many that chance could have made.
        int[] alone = [.. labels.Select(label => label <= 2 ? label : 0)];
        for (int i = 0; i < labels.Length; i++)
            values[i] -= labels[i] > 2 ? 5 : 0;
        Assert.Equal(0, Filtered(values, alone, 20).MaxLabel);
    }

    [Fact]
    public void Where_objects_fill_the_image_nothing_is_to_compare_with_and_all_stay()
    {
        int[] labels = [.. Enumerable.Range(0, (int)s_shape.PixelCount).Select(i => i % s_shape.Width % 16 < 13 ? 1 + i / s_shape.Width / 16 * 16 + i % s_shape.Width / 16 : 0)];
        Assert.Equal(labels, Filtered(NoiseImages.Draw("normal", seed: 1), labels, 16).Labels.ToArray());
    }

    [Fact]
    public void A_rate_of_1_keeps_all_and_others_are_checked()
    {
        float[] values = NoiseImages.Draw("normal", seed: 1);
        int[] labels = NoiseImages.Bumps(values, 20);
        LabelImage all = new EvidenceFilter(new EvidenceFilterOptions { FalseDiscoveryRate = 1 }).Refine(Input(values, labels, 20), StageExecution.Default);
        Assert.Equal(labels, all.Labels.ToArray());
        Assert.All((double[])[0, -1, 1.1, double.NaN], rate => Assert.Throws<ArgumentOutOfRangeException>(() => new EvidenceFilterOptions { FalseDiscoveryRate = rate }));
    }

    [Fact]
    public void One_channel_that_shows_the_objects_is_enough()
    {
        float[] values = NoiseImages.Draw("normal", seed: 3), other = NoiseImages.Draw("grain 4", seed: 4);
        int[] labels = Discs(4, (y, x) => values[y * s_shape.Width + x] += 2);
        var image = MicroscopyImage.FromPixels([.. other.Select(v => 20 * v), .. values], s_shape, 2);
        Assert.Equal(4, new EvidenceFilter().Refine(new RefinementInput(image, LabelImage.FromLabels(labels, s_shape), 20), StageExecution.Default).MaxLabel);
    }

    [Fact]
    public void Of_a_volume_all_stay_once_one_is_beyond_doubt_and_none_before()
    {
        var shape = new ImageShape(24, 60, 70);
        var random = new Philox(2);
        float[] values = [.. Enumerable.Range(0, (int)shape.PixelCount).Select(_ => (float)random.NextNormal())];
        int[] labels = new int[values.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            (int z, int y, int x) = (i / (60 * 70), i / 70 % 60, i % 70);
            int place = y / 20 * 4 + x / 18;
            bool inside = Math.Pow(z - 12, 2) + Math.Pow(y % 20 - 10, 2) + Math.Pow(x % 18 - 8, 2) <= 20;
            labels[i] = inside && x < 72 ? 1 + place : 0;
            values[i] += labels[i] == 2 ? 3 : 0;
        }
        var input = new RefinementInput(MicroscopyImage.FromPixels(values, shape), LabelImage.FromLabels(labels, shape), 9);
        Assert.Equal(labels, new EvidenceFilter().Refine(input, StageExecution.Default).Labels.ToArray());
        for (int i = 0; i < labels.Length; i++)
            values[i] -= labels[i] == 2 ? 3 : 0;
        Assert.Equal(0, new EvidenceFilter().Refine(input with { Image = MicroscopyImage.FromPixels(values, shape) }, StageExecution.Default).MaxLabel);
    }

    [Theory]
    [InlineData(64, 1)]
    [InlineData(100, 3)]
    public async Task In_windows_the_same_objects_stay(int window, int threads)
    {
        // Half of the objects are drawn so dim that some of them stay and some do not.
        CellScene scene = CellSceneSimulator.Simulate(new CellSceneOptions { Shape = new ImageShape(200, 230), Cells = 20, Diameter = 16, Seed = 3 });
        var random = new Philox(7);
        float[] pixels = [.. scene.Image.Pixels.ToArray().Select((v, i) => scene.Truth.Labels[i] % 3 == 1 ? v : scene.Truth.Labels[i] % 3 == 2 ? 30 + 2 * (float)random.NextNormal() : 29 + 2 * (float)random.NextNormal())];
        var segmenter = new CellSegmenter(new TruthEmbeddingModel(scene.Truth), refiners: []);
        var image = MicroscopyImage.FromPixels(pixels, scene.Truth.Shape);
        var options = new SegmentationOptions { ObjectDiameter = 16, MaxDegreeOfParallelism = threads };
        Segmentation all = await segmenter.SegmentAsync(image, options with { Evidence = null }), some = await segmenter.SegmentAsync(image, options);
        Assert.InRange(some.Objects.Count, 4, all.Objects.Count - 2);
        await StreamedScenes.CompareAsync(segmenter, image, options, window, fewestObjects: 4);
    }

    [Theory]
    [InlineData("normal")]
    [InlineData("grain 4")]
    [InlineData("specks")]
    [InlineData("constant")]
    public async Task Whatever_found_them_an_image_of_noise_has_no_objects(string kind)
    {
        float[] values = NoiseImages.Draw(kind, seed: 8);
        LabelImage finds = LabelImage.FromLabels(NoiseImages.Bumps(values, 20), s_shape);
        var image = MicroscopyImage.FromPixels(values, s_shape);
        CellSegmenter[] segmenters =
        [
            new(new DetectorTests.Fixed(new DetectedObjects(finds, [.. Enumerable.Repeat(1.0, finds.MaxLabel)]))),
            new(new TruthEmbeddingModel(finds), refiners: []),
            new(new TruthEmbeddingModel(finds), refiners: CellSegmenter.TexturedRefiners),
        ];
        foreach (CellSegmenter segmenter in segmenters)
        {
            Segmentation segmentation = await segmenter.SegmentAsync(image);
            Assert.Empty(segmentation.Objects);
            Assert.Equal(0, segmentation.Labels.MaxLabel);
            Assert.Equal(nameof(EvidenceFilter), segmentation.Parameters.Refiners[^1]);
        }
    }

    private static LabelImage Filtered(float[] values, int[] labels, double diameter) => new EvidenceFilter().Refine(Input(values, labels, diameter), StageExecution.Default);

    private static RefinementInput Input(float[] values, int[] labels, double diameter) =>
        new(MicroscopyImage.FromPixels(values, s_shape), LabelImage.FromLabels(labels, s_shape), diameter);

    /// <summary>Discs of 20 px far from each other, numbered from 1; something is done to their pixels.</summary>
    private static int[] Discs(int count, Action<int, int> draw)
    {
        var labels = new int[s_shape.PixelCount];
        for (int disc = 0; disc < count; disc++)
            for (int y = 0; y < s_shape.Height; y++)
                for (int x = 0; x < s_shape.Width; x++)
                    if (Math.Pow(y - 35 - disc / 4 * 72, 2) + Math.Pow(x - 32 - disc % 4 * 62, 2) <= 100)
                    {
                        labels[y * s_shape.Width + x] = disc + 1;
                        draw(y, x);
                    }
        return labels;
    }
}
