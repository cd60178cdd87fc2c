using Xunit;

namespace Cellulus.Imaging.Tests.Annotations;

public sealed class AnnotationFileTests : IDisposable
{
    private static readonly ImageShape s_shape = new(2, 3);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Label_images_are_taken_as_they_are()
    {
        string path = _folder.PathOf("labels.tif");
        ImageFile.WriteLabels(path, LabelImage.FromLabels([5, 0, 5, 0, 9, 0], s_shape));
        Annotation read = AnnotationFile.Read(path, s_shape);
        Assert.Equal([5, 0, 5, 0, 9, 0], read.Objects.Labels.ToArray());
        Assert.Null(read.Background);
    }

    [Fact]
    public void Of_a_mask_each_piece_is_an_object()
    {
        string path = _folder.PathOf("mask.png");
        ImageFile.WriteLabels(path, LabelImage.FromLabels([255, 0, 255, 0, 255, 0], s_shape));
        Assert.Equal([1, 0, 2, 0, 3, 0], AnnotationFile.Read(path, s_shape).Objects.Labels.ToArray());
        ImageFile.WriteLabels(path, LabelImage.Empty(s_shape));
        Assert.Equal(0, AnnotationFile.Read(path, s_shape).Objects.MaxLabel);
    }

    [Fact]
    public void Colours_tell_objects_from_background_and_from_what_nobody_knows()
    {
        string path = WriteColours((0, 255, 255), (255, 0, 255), (0, 255, 255), (0, 0, 255), (0, 0, 0), (0, 255, 255));
        Annotation read = AnnotationFile.Read(path, s_shape);
        Assert.Equal([1, 0, 2, 0, 0, 2], read.Objects.Labels.ToArray());
        Assert.Equal([0, 1, 0, 0, 0, 0], read.Background!.Labels.ToArray());
    }

    [Fact]
    public void Other_colours_are_refused()
    {
        string path = WriteColours((0, 255, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255), (0, 0, 0), (0, 255, 255));
        string message = Assert.Throws<ImageFileException>(() => AnnotationFile.Read(path, s_shape)).Message;
        Assert.StartsWith(path, message);
        Assert.Contains("y 1, x 0 has the colour (255, 255, 255)", message);
    }

    [Fact]
    public void Another_grid_is_refused()
    {
        string path = _folder.PathOf("labels.tif");
        ImageFile.WriteLabels(path, LabelImage.Empty(s_shape));
        Assert.Contains("on the grid of their image", Assert.Throws<ImageFileException>(() => AnnotationFile.Read(path, new ImageShape(3, 3))).Message);
        Assert.Contains("there is no such file", Assert.Throws<ImageFileException>(() => AnnotationFile.Read(_folder.PathOf("none.zip"), s_shape)).Message);
    }

    [Fact]
    public void Files_of_all_kinds_are_found()
    {
        foreach (string name in new[] { "a.roi", "b.zip", "c.png", "d.tif", "e.txt", ".f.roi" })
            File.WriteAllText(_folder.PathOf(name), "");
        Assert.Equal(["a.roi", "b.zip", "c.png", "d.tif"], AnnotationFile.Find(_folder.FullName).Select(Path.GetFileName));
        Directory.CreateDirectory(_folder.PathOf("empty"));
        Assert.Contains(
            "the folder holds no annotation file (.png, .tif, .tiff, .roi, .zip)", Assert.Throws<ImageFileException>(() => AnnotationFile.Find(_folder.PathOf("empty"))).Message);
    }

    private string WriteColours(params (float R, float G, float B)[] colours)
    {
        string path = _folder.PathOf("colours.png");
        float[] values = [.. colours.Select(c => c.R), .. colours.Select(c => c.G), .. colours.Select(c => c.B)];
        ImageFile.WritePng(path, MicroscopyImage.FromPixels(values, s_shape, channels: 3));
        return path;
    }
}
