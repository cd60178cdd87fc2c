using Xunit;

namespace Cellulus.Imaging.Tests;

public class PicturesTests
{
    private static readonly PictureOptions Unscaled = new() { Zoom = 1 };

    [Fact]
    public void Contrast_is_stretched_between_the_percentiles()
    {
        float[] ramp = [.. Enumerable.Range(0, 1001).Select(i => 100f + i)];
        Picture picture = Pictures.Image(MicroscopyImage.FromPixels(ramp, new ImageShape(1, 1001)), Unscaled with { LowPercentile = 10, HighPercentile = 90 });
        Assert.Equal(0, picture[0, 100].Red);
        Assert.Equal(255, picture[0, 900].Green);
        Assert.Equal(128, picture[0, 500].Blue);
        Picture bright = Pictures.Image(MicroscopyImage.FromPixels(ramp, new ImageShape(1, 1001)), Unscaled with { Gamma = 0.5 });
        Assert.True(bright[0, 300].Red > 130);
    }

    [Fact]
    public void An_image_of_one_value_is_black() =>
        Assert.All(Pictures.Image(MicroscopyImage.FromPixels([5f, 5, 5, 5], new ImageShape(2, 2))).Rgb.ToArray(), v => Assert.Equal(0, v));

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(5)]
    public void Channels_have_colours_of_their_own(int channels)
    {
        // Channel c is bright in column c only.
        float[] pixels = new float[channels * 8];
        for (int c = 0; c < channels; c++)
            pixels[c * 8 + c] = 1;
        Picture picture = Pictures.Image(MicroscopyImage.FromPixels(pixels, new ImageShape(1, 8), channels), Unscaled with { HighPercentile = 100 });
        RgbColor[] colors = [.. Enumerable.Range(0, channels).Select(c => picture[0, c])];
        Assert.Equal(channels, colors.Distinct().Count());
        Assert.All(colors, color => Assert.True(Math.Max(color.Red, Math.Max(color.Green, color.Blue)) > 150));
        Assert.Equal(new RgbColor(0, 0, 0), picture[0, 7]);
    }

    [Fact]
    public void An_overlay_colours_the_outlines_and_nothing_else()
    {
        LabelImage labels = Squares();
        MicroscopyImage image = MicroscopyImage.FromPixels(new float[20 * 20], new ImageShape(20, 20));
        Picture picture = Pictures.Overlay(image, labels, Unscaled);
        for (int y = 0; y < 20; y++)
        {
            for (int x = 0; x < 20; x++)
            {
                int label = labels[0, y, x];
                bool edge = label != 0 && new[] { (y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1) }
                    .Any(p => p.Item1 is >= 0 and < 20 && p.Item2 is >= 0 and < 20 && labels[0, p.Item1, p.Item2] != label);
                Assert.Equal(edge, picture[y, x] != new RgbColor(0, 0, 0));
            }
        }
        Picture yellow = Pictures.Overlay(image, labels, Unscaled with { OutlineColor = new RgbColor(255, 255, 0) });
        Assert.Equal(new RgbColor(255, 255, 0), yellow[2, 2]);
    }

    [Fact]
    public void Small_images_are_enlarged_by_a_whole_factor_or_as_asked()
    {
        LabelImage labels = Squares();
        Assert.Equal(160, Pictures.Labels(labels).Width);
        Assert.Equal(60, Pictures.Labels(labels, new PictureOptions { Zoom = 3 }).Height);
        Assert.Equal(600, Pictures.Labels(LabelImage.Empty(new ImageShape(20, 600))).Width);
        Assert.Equal(600, Pictures.Labels(LabelImage.Empty(new ImageShape(20, 300))).Width);
    }

    [Fact]
    public void Objects_that_touch_differ_clearly_in_hue()
    {
        // Bricks: every object touches six others.
        const int Rows = 12, Columns = 12, Side = 6;
        int[] labels = new int[Rows * Side * Columns * Side];
        for (int y = 0; y < Rows * Side; y++)
            for (int x = 0; x < Columns * Side; x++)
                labels[y * Columns * Side + x] = 1 + y / Side * 1000 + (x + y / Side % 2 * 3) / Side;
        LabelImage image = LabelImage.FromLabels(labels, new ImageShape(Rows * Side, Columns * Side));
        Picture picture = Pictures.Labels(image, Unscaled);
        var colors = new HashSet<RgbColor>();
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x + 1 < picture.Width; x++)
            {
                colors.Add(picture[y, x]);
                AssertClear(image[0, y, x], image[0, y, x + 1], picture[y, x], picture[y, x + 1]);
                if (y + 1 < picture.Height)
                    AssertClear(image[0, y, x], image[0, y + 1, x], picture[y, x], picture[y + 1, x]);
            }
        }
        Assert.True(colors.Count >= 8);

        static void AssertClear(int a, int b, RgbColor colorA, RgbColor colorB)
        {
            if (a != b)
                Assert.True(Math.Abs(colorA.Red - colorB.Red) + Math.Abs(colorA.Green - colorB.Green) + Math.Abs(colorA.Blue - colorB.Blue) > 100);
        }
    }

    [Fact]
    public void Any_label_has_a_colour_and_the_same_one_each_time()
    {
        LabelImage labels = LabelImage.FromLabels([int.MaxValue, 0, 1, 70_000], new ImageShape(1, 4));
        Assert.Equal(Pictures.Labels(labels).Rgb.ToArray(), Pictures.Labels(labels).Rgb.ToArray());
        Assert.NotEqual(Pictures.Labels(labels, Unscaled)[0, 0], Pictures.Labels(labels, Unscaled)[0, 1]);
    }

    [Fact]
    public void An_object_with_more_neighbours_than_hues_still_has_a_colour()
    {
        // A long bar over thirty small objects.
        int[] labels = new int[2 * 30];
        for (int x = 0; x < 30; x++)
            (labels[x], labels[30 + x]) = (500, 1 + x);
        Assert.Equal(30, Pictures.Labels(LabelImage.FromLabels(labels, new ImageShape(2, 30)), Unscaled).Width);
    }

    [Fact]
    public void Labels_over_an_image_let_it_shine_through()
    {
        LabelImage labels = Squares();
        float[] pixels = new float[400];
        pixels[5 * 20 + 5] = 1;
        MicroscopyImage image = MicroscopyImage.FromPixels(pixels, new ImageShape(20, 20));
        Picture picture = Pictures.Labels(labels, image, Unscaled with { HighPercentile = 100 });
        Assert.NotEqual(picture[5, 5], picture[6, 5]);
        Assert.Equal(new RgbColor(0, 0, 0), picture[0, 0]);
    }

    [Fact]
    public void Uncertainty_runs_from_dark_to_bright()
    {
        float[] ramp = [.. Enumerable.Range(0, 256).Select(i => (float)i)];
        var field = new EmbeddingField(new float[512], ramp, new ImageShape(1, 256), 10);
        Picture picture = Pictures.Uncertainty(field, Unscaled with { LowPercentile = 0, HighPercentile = 100 });
        double previous = -1;
        for (int x = 0; x < 256; x++)
        {
            double luminance = 0.2126 * Math.Pow(picture[0, x].Red, 2.2) + 0.7152 * Math.Pow(picture[0, x].Green, 2.2) + 0.0722 * Math.Pow(picture[0, x].Blue, 2.2);
            Assert.True(luminance > previous * 0.98, $"step {x}");
            previous = Math.Max(previous, luminance);
        }
        Assert.True(picture[0, 255].Red > 200 && picture[0, 0].Green < 40);
    }

    [Fact]
    public void Directions_are_relative_to_the_median_of_the_surest_pixels_and_brighter_with_length()
    {
        // Most offsets are (7, -3); four pixels point 5 px to the right, left, down, and 1 px down.
        float[] offsets = [.. Enumerable.Repeat(7f, 20), .. Enumerable.Repeat(-3f, 20)];
        (offsets[0], offsets[1], offsets[22], offsets[23]) = (12, 2, 2, -2);
        float[] uncertainty = [.. Enumerable.Repeat(1f, 10), .. Enumerable.Repeat(0.1f, 10)];
        Picture picture = Pictures.Directions(new EmbeddingField(offsets, uncertainty, new ImageShape(1, 20), 10), Unscaled);
        Assert.Equal(new RgbColor(0, 0, 0), picture[0, 10]);
        Assert.Equal(4, new[] { picture[0, 0], picture[0, 1], picture[0, 2], picture[0, 3] }.Distinct().Count());
        Assert.True(Sum(picture[0, 0]) > 400 && Sum(picture[0, 2]) > Sum(picture[0, 3]) + 100);

        static int Sum(RgbColor c) => c.Red + c.Green + c.Blue;
    }

    [Fact]
    public void A_volume_is_projected_sliced_or_laid_out()
    {
        var shape = new ImageShape(3, 2, 2);
        int[] labels = [0, 0, 0, 0, 4, 0, 0, 0, 9, 9, 0, 0];
        LabelImage volume = LabelImage.FromLabels(labels, shape);
        RgbColor ground = Pictures.Labels(volume, Unscaled)[1, 1];
        Picture projection = Pictures.Labels(volume, Unscaled);
        Assert.Equal((2, 2), (projection.Width, projection.Height));
        Assert.NotEqual(projection[0, 0], projection[0, 1]);
        Assert.NotEqual(ground, projection[0, 1]);
        Picture middle = Pictures.Labels(volume, Unscaled with { View = VolumeView.MiddleSlice });
        Assert.Equal(projection[0, 0], middle[0, 0]);
        Assert.Equal(ground, middle[0, 1]);
        Picture montage = Pictures.Labels(volume, Unscaled with { View = VolumeView.Montage });
        Assert.Equal((2 + 2 + 2, 2 + 2 + 2), (montage.Width, montage.Height));
        Assert.Equal(projection[0, 1], montage[4, 1]);

        MicroscopyImage image = MicroscopyImage.FromPixels([0f, 0, 0, 0, 1, 0, 0, 0, 0, 2, 0, 0], shape);
        Picture brightest = Pictures.Image(image, Unscaled with { HighPercentile = 100 });
        Assert.Equal((128, 255, 0), (brightest[0, 0].Red, brightest[0, 1].Red, brightest[1, 1].Red));
    }

    [Fact]
    public void Of_a_deep_volume_sixteen_slices_are_shown()
    {
        Picture montage = Pictures.Labels(LabelImage.Empty(new ImageShape(100, 3, 3)), Unscaled with { View = VolumeView.Montage });
        Assert.Equal(4 * 3 + 3 * 2, montage.Width);
    }

    [Fact]
    public void The_fields_of_a_volume_show_the_surest_voxel_of_each_column()
    {
        var shape = new ImageShape(2, 1, 3);
        float[] uncertainty = [1, 5, 9, 9, 2, 9], offsets = new float[18];
        offsets[4] = 5;
        var field = new EmbeddingField(offsets, uncertainty, shape, 10);
        Picture picture = Pictures.Uncertainty(field, Unscaled with { LowPercentile = 0, HighPercentile = 100 });
        Assert.True(picture[0, 0].Red < picture[0, 2].Red);
        Assert.NotEqual(new RgbColor(0, 0, 0), Pictures.Directions(field, Unscaled)[0, 1]);
    }

    [Fact]
    public void Labels_of_another_extent_are_refused() =>
        Assert.Throws<ArgumentException>(() => Pictures.Overlay(MicroscopyImage.FromPixels([1f], new ImageShape(1, 1)), Squares()));

    [Fact]
    public void Pictures_too_large_for_memory_are_refused() =>
        Assert.Throws<ArgumentException>(() => Pictures.Labels(LabelImage.Empty(new ImageShape(1000, 1000)), new PictureOptions { Zoom = 64 }));

    // Two squares of 7 x 7 that share a side, and one at the border.
    private static LabelImage Squares()
    {
        int[] labels = new int[400];
        for (int y = 2; y < 9; y++)
            for (int x = 2; x < 16; x++)
                labels[y * 20 + x] = x < 9 ? 1 : 2;
        for (int y = 15; y < 20; y++)
            for (int x = 15; x < 20; x++)
                labels[y * 20 + x] = 3;
        return LabelImage.FromLabels(labels, new ImageShape(20, 20));
    }
}
