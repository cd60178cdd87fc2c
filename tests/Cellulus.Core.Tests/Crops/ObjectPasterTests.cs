using Cellulus.Engine;
using Xunit;

namespace Cellulus.Tests;

public class ObjectPasterTests
{
    private const int Side = 96, Radius = 7;
    private const float Ground = 0.2f, Stain = 1;
    private static readonly ImageShape s_shape = new(Side, Side);
    private static readonly int s_area = Disc(20, 20).Count();

    [Fact]
    public void Pasted_objects_are_whole_show_their_stain_and_lie_beside_another()
    {
        LabelledImage image = Image([(24, 24), (60, 30), (40, 66)], [Ground, -0.5f], [Stain, 0.5f]);
        int seen = 0;
        for (ulong seed = 0; seed < 60; seed++)
        {
            (FeatureMap crop, int[] labels, CropCentres centres) = Crop(image);
            float[] before = crop.Values.ToArray();
            int[] unpasted = [.. labels];
            var paster = new ObjectPaster(s_shape, 2, s_shape);
            paster.Paste(new Philox(seed), crop, labels, centres);
            // Those that are new, and those that lost a pixel to them.
            Assert.Equal(labels.Where(l => l > 3).Concat(unpasted.Where((l, i) => l > 0 && labels[i] != l)).ToHashSet(), paster.Changed.Where(labels.Contains).ToHashSet());
            foreach (int label in labels.Where(l => l > 3).Distinct())
            {
                int[] own = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] == label)];
                PixelPosition centre = centres.Of(label);
                // Of the four pixels about the place a border pixel comes from, at least the nearest is of the object.
                Assert.All(own, i => Assert.InRange(crop.Values[2 * i], 0.39f, 1.01f * Stain));
                Assert.All(own, i => Assert.InRange(crop.Values[2 * i + 1], -0.26f, 0.51f));
                Assert.All(own, i => Assert.InRange(Math.Sqrt(Math.Pow(i % Side - centre.X, 2) + Math.Pow(i / Side - centre.Y, 2)), 0, Radius + 1.5));
                Assert.Contains(own, i => Neighbours(i).Any(n => labels[n] > 0 && labels[n] != label));
                Assert.InRange(own.Length, s_area / 2, s_area * 1.1);
                seen++;
            }
            // Nothing changes but what is pasted and the blur about it.
            for (int i = 0; i < labels.Length; i++)
                if (crop.Values[2 * i] != before[2 * i])
                    Assert.Contains(Enumerable.Range(4, 3).Where(l => labels.Contains(l)), l => Math.Sqrt(Math.Pow(i % Side - centres.Of(l).X, 2) + Math.Pow(i / Side - centres.Of(l).Y, 2)) < Radius + 4);
        }
        Assert.True(seen > 30, $"Only {seen} objects were pasted.");
    }

    [Fact]
    public void Objects_that_the_image_cuts_or_others_surround_are_not_pasted()
    {
        LabelledImage cut = Image([(4, 40), (40, 4)], [Ground], [Stain]);
        var cutout = new ObjectCutout(s_shape, 1);
        Assert.All(cut.Objects, centre => Assert.False(cutout.Take(new Philox(1), cut, centre)));
        LabelledImage crowd = Image([(40, 40), (40, 40 - 2 * Radius - 1), (40, 40 + 2 * Radius + 1), (40 - 2 * Radius - 1, 40), (40 + 2 * Radius + 1, 40)], [Ground], [Stain], surelyEmpty: false);
        Assert.False(cutout.Take(new Philox(1), crowd, crowd.Objects[0]));
        LabelledImage free = Image([(40, 40)], [Ground], [Stain]);
        Assert.True(cutout.Take(new Philox(1), free, free.Objects[0]));
    }

    [Fact]
    public void Nothing_is_pasted_where_there_is_no_object()
    {
        LabelledImage image = Image([(24, 24)], [Ground], [Stain]);
        (FeatureMap crop, int[] labels, CropCentres centres) = Crop(image);
        Array.Clear(labels);
        float[] before = crop.Values.ToArray();
        for (ulong seed = 0; seed < 10; seed++)
            new ObjectPaster(s_shape, 1, s_shape).Paste(new Philox(seed), crop, labels, centres);
        Assert.Equal(before, crop.Values.ToArray());
        Assert.DoesNotContain(labels, l => l != 0);
    }

    private static (FeatureMap Crop, int[] Labels, CropCentres Centres) Crop(LabelledImage image)
    {
        var crop = new FeatureMap(s_shape, image.Image.Channels);
        for (int i = 0; i < s_shape.PixelCount; i++)
            for (int c = 0; c < image.Image.Channels; c++)
                crop.Values[i * crop.Channels + c] = image.Image.GetChannel(c)[i];
        var centres = new CropCentres();
        centres.Begin(image, CropPlacement.Unturned(s_shape, (s_shape.Depth - 1) / 2.0, (Side - 1) / 2.0, (Side - 1) / 2.0));
        return (crop, image.Labels.Labels.ToArray(), centres);
    }

    // Discs, with a channel for each level; what lies between them is left open if it is not surely empty.
    private static LabelledImage Image((int Y, int X)[] discs, float[] ground, float[] stain, bool surelyEmpty = true)
    {
        var labels = new int[s_shape.PixelCount];
        if (!surelyEmpty)
            Array.Fill(labels, PseudoLabels.Unknown);
        for (int d = 0; d < discs.Length; d++)
            foreach (int i in Disc(discs[d].Y, discs[d].X))
                labels[i] = d + 1;
        float[] pixels = [.. ground.SelectMany((level, c) => labels.Select(l => l > 0 ? stain[c] : level))];
        return new LabelledImage(MicroscopyImage.FromPixels(pixels, s_shape, ground.Length), new PseudoLabels(labels, s_shape));
    }

    private static IEnumerable<int> Disc(int y, int x) => Enumerable.Range(0, s_shape.CheckedLength()).Where(i =>
        Math.Pow(i / Side - y, 2) + Math.Pow(i % Side - x, 2) <= Radius * Radius);

    private static IEnumerable<int> Neighbours(int i) => new[] { i - 1, i + 1, i - Side, i + Side, i - Side - 1, i - Side + 1, i + Side - 1, i + Side + 1 }
        .Where(n => n >= 0 && n < Side * Side);
}
