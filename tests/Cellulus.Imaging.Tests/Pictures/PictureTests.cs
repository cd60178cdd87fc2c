using Xunit;

namespace Cellulus.Imaging.Tests;

public sealed class PictureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_saved_picture_is_read_to_the_same_colours()
    {
        var random = new Random(1);
        byte[] rgb = new byte[3 * 20 * 30];
        random.NextBytes(rgb);
        var picture = new Picture(rgb, 30, 20);
        picture.Save(_folder.PathOf("folder/picture.png"));
        MicroscopyImage back = ImageFile.Read(_folder.PathOf("folder/picture.png"));
        for (int y = 0; y < 20; y++)
            for (int x = 0; x < 30; x++)
                Assert.Equal(picture[y, x], new RgbColor((byte)back[0, 0, y, x], (byte)back[1, 0, y, x], (byte)back[2, 0, y, x]));
    }

    [Fact]
    public void Pictures_beside_each_other_are_unchanged_below_their_titles()
    {
        Picture red = Plain(new RgbColor(255, 0, 0), 40, 20), blue = Plain(new RgbColor(0, 0, 255), 60, 50);
        Picture both = Picture.Beside(("Left, µm", red), ("A title far too long for its picture", blue));
        Assert.Equal(8 + 40 + 8 + 60 + 8, both.Width);
        Assert.Equal(40 * 20, Count(both, new RgbColor(255, 0, 0)));
        Assert.Equal(60 * 50, Count(both, new RgbColor(0, 0, 255)));
        Assert.True(Count(both, new RgbColor(235, 235, 235)) > 100);
        Assert.Throws<ArgumentException>(() => Picture.Beside());
    }

    [Fact]
    public void A_picture_narrower_than_a_letter_has_no_title()
    {
        Picture both = Picture.Beside(("Title", Plain(new RgbColor(255, 0, 0), 1, 1)));
        Assert.Equal(0, Count(both, new RgbColor(235, 235, 235)));
    }

    private static Picture Plain(RgbColor color, int width, int height) =>
        new([.. Enumerable.Range(0, width * height).SelectMany(_ => new[] { color.Red, color.Green, color.Blue })], width, height);

    private static int Count(Picture picture, RgbColor color)
    {
        int count = 0;
        for (int y = 0; y < picture.Height; y++)
            for (int x = 0; x < picture.Width; x++)
                count += picture[y, x] == color ? 1 : 0;
        return count;
    }
}
