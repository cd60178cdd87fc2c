using Cellulus.Tests;
using Xunit;

namespace Cellulus.Imaging.Tests;

/// <summary>Files that were misread, with what they hold.</summary>
public sealed class SharedCasesTests
{
    [SharedCasesTheory]
    [InlineData("tifffile-leading-axis-3-or-4/c4.tif", 4, 1, 1)]
    [InlineData("tifffile-leading-axis-3-or-4/t3.tif", 1, 1, 3)]
    [InlineData("tifffile-leading-axis-3-or-4/z3.tif", 1, 3, 1)]
    [InlineData("tifffile-leading-axis-3-or-4/tc4.tif", 4, 1, 5)]
    [InlineData("tifffile-leading-axis-3-or-4/tc3.tif", 3, 1, 5)]
    [InlineData("micromanager-order-zct/zct.tif", 2, 3, 1)]
    [InlineData("metamorph-stk/stack.tif", 1, 1, 4)]
    [InlineData("rgb-fourth-sample-unspecified/four.tif", 4, 1, 1)]
    [InlineData("grey-palette-becomes-three-channels/ramp.tif", 1, 1, 1)]
    [InlineData("label-images-with-palette-or-as-rgb/rgb/a.png", 1, 1, 1)]
    [InlineData("sparse-strips-and-tiles/tile.tif", 1, 1, 1)]
    [InlineData("time-lapse-without-metadata/plain6.tif", 1, 1, 6, "TYX")]
    [InlineData("time-lapse-without-metadata/ome_cut.ome.tif", 1, 1, 1, "TYX")]
    public void Axes_are_those_of_the_file(string file, int channels, int slices, int frames, string? said = null)
    {
        StoredImage image = ImageFile.ReadStored(SharedCases.PathOf(file), new TiffReadOptions { Axes = said });
        Assert.Equal((channels, slices, frames), (image.Channels, image.Shape.Depth, image.Frames));
    }

    [SharedCasesTheory]
    [InlineData("micromanager-order-zct/zct.tif", 0.5, 1.5)]
    [InlineData("micromanager-um-with-centimetre-tags/plane.tif", 0.5, null)]
    [InlineData("micromanager-um-with-centimetre-tags/volume.tif", 0.5, 1.5)]
    [InlineData("imagej-negative-spacing/negative.tif", 0.5, 1.5)]
    [InlineData("imagej-negative-spacing/positive.tif", 0.5, 1.5)]
    public void Sizes_are_those_of_the_file(string file, double pixel, double? spacing)
    {
        PixelSize size = ImageFile.ReadStored(SharedCases.PathOf(file)).PixelSize!.Value;
        Assert.Equal((pixel, pixel, spacing), (size.X, size.Y, size.Z));
    }

    [SharedCasesTheory]
    [InlineData("micromanager-order-zct/zct.tif", new double[] { 3, 1003 })]
    [InlineData("sparse-strips-and-tiles/tile.tif", new double[] { 0 })]
    [InlineData("tiff-white-is-zero/image.tif", new double[] { 7 })]
    [InlineData("grey-palette-becomes-three-channels/ramp.tif", new double[] { 7 })]
    public void Values_are_those_of_the_file(string file, double[] least) =>
        Assert.Equal(least, ImageFile.ReadStored(SharedCases.PathOf(file)).GetStatistics().Select(s => s.Min));

    [SharedCasesTheory]
    [InlineData("label-images-with-palette-or-as-rgb/png/a.png")]
    [InlineData("label-images-with-palette-or-as-rgb/tif/a.tif")]
    [InlineData("label-images-with-palette-or-as-rgb/rgb/a.png")]
    public void Labels_are_read_from_palettes_and_gray_colours(string file)
    {
        LabelImage expected = ImageFile.ReadLabels(SharedCases.PathOf("label-images-with-palette-or-as-rgb", "p", "a.tif"));
        Annotation read = AnnotationFile.Read(SharedCases.PathOf(file), expected.Shape);
        Assert.Equal(6, read.Objects.MaxLabel);
        Assert.Equal(1, SegmentationScorer.Score(expected, read.Objects).F1);
    }

    [SharedCasesTheory]
    [InlineData("three.ome.tif", 3)]
    public void An_image_of_several_is_told_and_chosen(string file, int count)
    {
        string path = SharedCases.PathOf("ome-tiff-of-several-images", file);
        Assert.Equal(count, ImageFile.ReadStored(path).SeriesCount);
        double[] means = [.. Enumerable.Range(0, count).Select(i => ImageFile.ReadStored(path, new TiffReadOptions { Series = i }).GetStatistics()[0].Mean)];
        Assert.Equal(count, means.Distinct().Count());
        Assert.Contains("3 image(s)", Assert.Throws<ImageFileException>(() => ImageFile.ReadStored(path, new TiffReadOptions { Series = count })).Message);
    }
}
