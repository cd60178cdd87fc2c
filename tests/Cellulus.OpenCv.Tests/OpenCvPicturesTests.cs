using Cellulus.Imaging;
using Xunit;

namespace Cellulus.OpenCv.Tests;

public sealed class OpenCvPicturesTests
{
    [OpenCvTheory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void OverlaysAreThoseOfTheManagedPainter(int? zoom)
    {
        (MicroscopyImage image, LabelImage labels) = Scenes.Cells(2);
        AssertSame(image, labels, new PictureOptions { Zoom = zoom });
        AssertSame(image, labels, new PictureOptions { Zoom = zoom, OutlineColor = new RgbColor(250, 200, 10), Gamma = 0.7 });
        var shape = new ImageShape(23, 49);
        AssertSame(Scenes.Noise(shape, channels: 3), Scenes.Rags(shape, 0.3, seed: 8), new PictureOptions { Zoom = zoom });
    }

    [OpenCvFact]
    public void VolumesAndImagesWithoutObjectsDoToo()
    {
        var volume = new ImageShape(3, 14, 17);
        AssertSame(Scenes.Noise(volume), Scenes.Rags(volume, 0.4, seed: 2), new PictureOptions { Zoom = 2 });
        var plane = new ImageShape(14, 17);
        AssertSame(Scenes.Noise(plane), LabelImage.Empty(plane), new PictureOptions { Zoom = 2 });
        Assert.Throws<ArgumentException>(() => OpenCvPictures.Overlay(Scenes.Noise(plane), Scenes.Rags(new ImageShape(3, 3), 0.4, seed: 2)));
    }

    private static void AssertSame(MicroscopyImage image, LabelImage labels, PictureOptions options)
    {
        Picture expected = Pictures.Overlay(image, labels, options), actual = OpenCvPictures.Overlay(image, labels, options);
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        Assert.True(expected.Rgb.SequenceEqual(actual.Rgb), "The pictures differ.");
    }
}
