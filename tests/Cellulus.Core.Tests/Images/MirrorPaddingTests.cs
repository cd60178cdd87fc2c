using Xunit;

namespace Cellulus.Tests;

public class MirrorPaddingTests
{
    private static MicroscopyImage Ramp(ImageShape shape, int channels = 1) =>
        MicroscopyImage.FromPixels([.. Enumerable.Range(0, (int)shape.PixelCount * channels).Select(i => (float)i)], shape, channels);

    [Fact]
    public void The_border_is_reflected_without_repeating_it_even_beyond_the_size_of_the_image()
    {
        // numpy.pad(arange(12).reshape(3, 4), ((4, 4), (5, 5)), mode="reflect")
        float[][] rows =
        [
            [1, 2, 3, 2, 1, 0, 1, 2, 3, 2, 1, 0, 1, 2],
            [5, 6, 7, 6, 5, 4, 5, 6, 7, 6, 5, 4, 5, 6],
            [9, 10, 11, 10, 9, 8, 9, 10, 11, 10, 9, 8, 9, 10],
        ];
        int[] order = [0, 1, 2, 1, 0, 1, 2, 1, 0, 1, 2];
        MicroscopyImage padded = MirrorPadding.Pad(Ramp(new ImageShape(3, 4)), (0, 4, 5));
        Assert.Equal(new ImageShape(11, 14), padded.Shape);
        Assert.Equal(order.SelectMany(i => rows[i]), padded.Pixels.ToArray());
    }

    [Fact]
    public void Each_pixel_of_a_padded_volume_is_the_one_its_position_mirrors()
    {
        MicroscopyImage image = Ramp(new ImageShape(2, 3, 5), 2);
        MicroscopyImage padded = MirrorPadding.Pad(image, (3, 1, 20));
        for (int c = 0; c < 2; c++)
            for (int z = 0; z < padded.Depth; z++)
                for (int y = 0; y < padded.Height; y++)
                    for (int x = 0; x < padded.Width; x++)
                        Assert.Equal(
                            image[c, MirrorPadding.Reflect(z - 3, 2), MirrorPadding.Reflect(y - 1, 3), MirrorPadding.Reflect(x - 20, 5)],
                            padded[c, z, y, x]);
    }

    [Fact]
    public void A_window_wholly_outside_is_mirrored_too()
    {
        float[] window = new float[3];
        MirrorPadding.CopyWindow([0, 1, 2, 3], new ImageShape(1, 4), (0, 0, -9), new ImageShape(1, 3), window);
        Assert.Equal([3f, 2f, 1f], window);
        MirrorPadding.CopyWindow([0, 1, 2, 3], new ImageShape(1, 4), (0, 0, 4), new ImageShape(1, 3), window);
        Assert.Equal([2f, 1f, 0f], window);
    }

    [Fact]
    public void A_single_pixel_is_repeated() =>
        Assert.All(MirrorPadding.Pad(MicroscopyImage.FromPixels([7f], new ImageShape(1, 1)), (0, 3, 2)).Pixels.ToArray(), v => Assert.Equal(7f, v));
}
