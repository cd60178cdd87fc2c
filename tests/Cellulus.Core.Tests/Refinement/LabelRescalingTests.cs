using Xunit;

namespace Cellulus.Tests;

public class LabelRescalingTests
{
    private static LabelImage Disc(int side, double radius, int label = 1)
    {
        int[] labels = new int[side * side];
        double centre = (side - 1) / 2.0;
        for (int i = 0; i < labels.Length; i++)
            if (Math.Pow(i % side - centre, 2) + Math.Pow(i / side - centre, 2) <= radius * radius)
                labels[i] = label;
        return LabelImage.FromLabels(labels, new ImageShape(side, side));
    }

    private static int Area(LabelImage labels, int label = 1) => labels.Labels.Count(label);

    [Fact]
    public void Equal_extents_give_the_labels_themselves()
    {
        LabelImage labels = Disc(20, 7);
        Assert.Same(labels, LabelRescaling.Rescale(labels, labels.Shape));
    }

    [Fact]
    public void The_greatest_weight_wins()
    {
        LabelImage labels = LabelImage.FromLabels([3, 3, 8, 8], new ImageShape(1, 4));
        // Centres at 0, 0.3, ... of the old grid; the border between 3 and 8 lies at 1.5, which pixel 5 of 10 lies beyond.
        Assert.Equal([3, 3, 3, 3, 3, 8, 8, 8, 8, 8], LabelRescaling.Rescale(labels, new ImageShape(1, 10)).Labels.ToArray());
    }

    [Fact]
    public void A_tie_goes_to_the_lower_label_and_to_the_background_first()
    {
        Assert.Equal([3, 3, 8], LabelRescaling.Rescale(LabelImage.FromLabels([3, 8], new ImageShape(1, 2)), new ImageShape(1, 3)).Labels.ToArray());
        Assert.Equal([8, 3, 3], LabelRescaling.Rescale(LabelImage.FromLabels([8, 3], new ImageShape(1, 2)), new ImageShape(1, 3)).Labels.ToArray());
        Assert.Equal([8, 0, 0], LabelRescaling.Rescale(LabelImage.FromLabels([8, 0], new ImageShape(1, 2)), new ImageShape(1, 3)).Labels.ToArray());
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.7)]
    [InlineData(1.7)]
    [InlineData(3.0)]
    public void A_disc_stays_a_disc_of_the_scaled_size(double factor)
    {
        LabelImage rescaled = LabelRescaling.Rescale(Disc(60, 20), Rescaling.GetShape(new ImageShape(60, 60), factor));
        double expected = Math.PI * Math.Pow(20 * factor, 2);
        Assert.InRange(Area(rescaled), expected * 0.97, expected * 1.03);
        int side = rescaled.Shape.Width;
        double centre = (side - 1) / 2.0;
        for (int i = 0; i < side * side; i++)
        {
            double distance = Math.Sqrt(Math.Pow(i % side - centre, 2) + Math.Pow(i / side - centre, 2));
            if (Math.Abs(distance - 20 * factor) > Math.Max(1, factor))
                Assert.Equal(distance < 20 * factor ? 1 : 0, rescaled.Labels[i]);
        }
    }

    [Fact]
    public void Enlarged_borders_are_smoother_than_blocks()
    {
        LabelImage disc = Disc(24, 9);
        LabelImage smooth = LabelRescaling.Rescale(disc, new ImageShape(96, 96));
        int wrong = 0, wrongInBlocks = 0;
        for (int y = 0; y < 96; y++)
            for (int x = 0; x < 96; x++)
            {
                bool inside = Math.Pow(x - 47.5, 2) + Math.Pow(y - 47.5, 2) <= 36 * 36;
                wrong += smooth[0, y, x] > 0 == inside ? 0 : 1;
                wrongInBlocks += disc[0, y / 4, x / 4] > 0 == inside ? 0 : 1;
            }
        Assert.True(wrong < 0.8 * wrongInBlocks, $"{wrong} pixels off against {wrongInBlocks} in blocks");
    }

    [Fact]
    public void Where_background_is_known_by_its_probability_borders_run_between_pixels()
    {
        LabelImage disc = Disc(24, 9);
        float[] background = [.. Enumerable.Range(0, 24 * 24).Select(i => Background(Math.Sqrt(Math.Pow(i % 24 - 11.5, 2) + Math.Pow(i / 24 - 11.5, 2))))];
        LabelImage votes = LabelRescaling.Rescale(disc, new ImageShape(96, 96)), between = LabelRescaling.Rescale(disc, new ImageShape(96, 96), Field(background, disc.Shape));
        int wrong = 0, wrongByVotes = 0;
        for (int y = 0; y < 96; y++)
            for (int x = 0; x < 96; x++)
            {
                bool inside = Math.Pow(x - 47.5, 2) + Math.Pow(y - 47.5, 2) <= 36 * 36;
                wrong += between[0, y, x] > 0 == inside ? 0 : 1;
                wrongByVotes += votes[0, y, x] > 0 == inside ? 0 : 1;
            }
        Assert.True(wrong < 0.4 * wrongByVotes, $"{wrong} pixels off against {wrongByVotes} by votes");

        static float Background(double fromCentre) => (float)Math.Clamp(0.5 + (fromCentre - 9) / 3, 0, 1);
    }

    [Fact]
    public void Two_objects_that_touch_have_no_background_between_them()
    {
        LabelImage labels = LabelImage.FromLabels([0, 3, 8, 0], new ImageShape(1, 4));
        Assert.Equal([0, 3, 8, 0], LabelRescaling.Rescale(labels, new ImageShape(1, 4), Field([1, 0, 0, 1], labels.Shape)).Labels.ToArray());
        Assert.Equal([0, 0, 0, 3, 3, 3, 8, 8, 8, 0, 0, 0], LabelRescaling.Rescale(labels, new ImageShape(1, 12), Field([0.9f, 0.1f, 0.1f, 0.9f], labels.Shape)).Labels.ToArray());
        // The surer of their pixels objects are, the farther they reach.
        Assert.Equal([0, 0, 3, 3, 3, 3, 8, 8, 8, 0, 0, 0], LabelRescaling.Rescale(labels, new ImageShape(1, 12), Field([0.6f, 0, 0.1f, 0.9f], labels.Shape)).Labels.ToArray());
    }

    [Fact]
    public void Labels_know_better_than_a_probability_that_says_the_opposite()
    {
        LabelImage labels = LabelImage.FromLabels([0, 3, 0, 0], new ImageShape(1, 4));
        Assert.Equal(
            LabelRescaling.Rescale(labels, new ImageShape(1, 12)).Labels.ToArray(),
            LabelRescaling.Rescale(labels, new ImageShape(1, 12), Field([1, 0.8f, 0.1f, 1], labels.Shape)).Labels.ToArray());
    }

    [Fact]
    public void A_field_without_probabilities_changes_nothing_and_one_of_another_grid_is_refused()
    {
        LabelImage disc = Disc(12, 4);
        var field = new EmbeddingField(new float[2 * 144], new float[144], disc.Shape, 8);
        Assert.Equal(LabelRescaling.Rescale(disc, new ImageShape(30, 30)).Labels.ToArray(), LabelRescaling.Rescale(disc, new ImageShape(30, 30), field).Labels.ToArray());
        Assert.Throws<ArgumentException>(() => LabelRescaling.Rescale(Disc(10, 4), new ImageShape(30, 30), field));
        LabelImage volume = LabelImage.FromLabels([.. disc.Labels, .. disc.Labels], new ImageShape(2, 12, 12));
        float[] unsure = Array.ConvertAll(volume.Labels.ToArray(), l => l > 0 ? 0.4f : 0.9f);
        Assert.Equal(
            LabelRescaling.Rescale(volume, new ImageShape(4, 30, 30)).Labels.ToArray(),
            LabelRescaling.Rescale(volume, new ImageShape(4, 30, 30), Field(unsure, volume.Shape)).Labels.ToArray());
    }

    private static EmbeddingField Field(float[] background, ImageShape shape) =>
        new(new float[shape.Rank * background.Length], background, shape, 8) { HasBorders = true };

    [Fact]
    public void No_label_is_invented()
    {
        var random = new Random(5);
        int[] labels = [.. Enumerable.Range(0, 4 * 9 * 11).Select(_ => random.Next(2) * 7 + random.Next(2) * 1000)];
        LabelImage image = LabelImage.FromLabels(labels, new ImageShape(4, 9, 11));
        foreach (ImageShape shape in new ImageShape[] { new(7, 20, 21), new(2, 4, 5), new(1, 1, 1) })
            Assert.Subset(labels.ToHashSet(), LabelRescaling.Rescale(image, shape).Labels.ToArray().ToHashSet());
    }
}
