using Xunit;

namespace Cellulus.Tests;

public sealed class ObjectCentresTests
{
    [Fact]
    public void A_centre_is_the_centroid_or_the_objects_pixel_next_to_it()
    {
        // Object 1 is a rectangle, object 2 a frame around nothing, and there is no object 3.
        var labels = new int[10 * 12];
        for (int y = 1; y < 4; y++)
            for (int x = 2; x < 6; x++)
                labels[y * 12 + x] = 1;
        for (int y = 5; y < 10; y++)
            for (int x = 4; x < 9; x++)
                labels[y * 12 + x] = y is > 5 and < 9 && x is > 4 and < 8 ? PseudoLabels.Unknown : 2;
        labels[11] = 4;

        PixelPosition?[] centres = ObjectCentres.Of(new PseudoLabels(labels, new ImageShape(10, 12)));

        Assert.Equal([new PixelPosition(3.5, 2), new PixelPosition(6, 5), null, new PixelPosition(11, 0)], centres);
    }

    [Fact]
    public void A_centre_of_a_volume_has_a_slice()
    {
        int[] labels = [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0];
        Assert.Equal([new PixelPosition(0, 0, 1)], ObjectCentres.Of(new PseudoLabels(labels, new ImageShape(3, 2, 2))));
    }

    [Fact]
    public void Labels_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new PseudoLabels(new int[3], new ImageShape(2, 2)));
        Assert.Throws<ArgumentException>(() => new PseudoLabels([0, 0, -2, 0], new ImageShape(2, 2)));
    }
}
