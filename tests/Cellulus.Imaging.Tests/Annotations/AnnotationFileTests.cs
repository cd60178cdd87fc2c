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
    public void Indices_of_palettes_are_labels_whatever_their_colours()
    {
        string path = _folder.PathOf("labels.png");
        File.WriteAllBytes(path, PngBuilder.File([5, 0, 5, 0, 2, 0], 3, 2, 8, colorType: 3, palette: [.. Enumerable.Range(0, 18).Select(i => (byte)(37 * i))]));
        Assert.Equal([5, 0, 5, 0, 2, 0], AnnotationFile.Read(path, s_shape).Objects.Labels.ToArray());
        Assert.Equal([5, 0, 5, 0, 2, 0], ImageFile.ReadLabels(path).Labels.ToArray());

        // A table of grays that are not the labels.
        File.WriteAllBytes(path, PngBuilder.File([1, 0, 1, 0, 2, 0], 3, 2, 2, colorType: 3, palette: [9, 9, 9, 80, 80, 80, 40, 40, 40]));
        Assert.Equal([1, 0, 1, 0, 2, 0], AnnotationFile.Read(path, s_shape).Objects.Labels.ToArray());

        path = _folder.PathOf("labels.tif");
        int[] map = [.. Enumerable.Range(0, 48).Select(i => 1000 * i)];
        File.WriteAllBytes(path, new TiffBytes().AddPage(3, 2, 4, [0x50, 0x50, 0x02, 0x00], p => p.Short(TiffTag.Photometric, 3).Short(TiffTag.ColorMap, map)).ToArray());
        Assert.Equal([5, 0, 5, 0, 2, 0], AnnotationFile.Read(path, s_shape).Objects.Labels.ToArray());
    }

    [Fact]
    public void Gray_colours_are_labels()
    {
        string path = WriteColours((3, 3, 3), (0, 0, 0), (3, 3, 3), (0, 0, 0), (7, 7, 7), (0, 0, 0));
        Assert.Equal([3, 0, 3, 0, 7, 0], AnnotationFile.Read(path, s_shape).Objects.Labels.ToArray());
        Assert.Equal([3, 0, 3, 0, 7, 0], ImageFile.ReadLabels(path).Labels.ToArray());
    }

    [Fact]
    public void A_palette_of_the_colours_of_a_mask_is_a_mask()
    {
        string path = _folder.PathOf("mask.png");
        File.WriteAllBytes(path, PngBuilder.File([1, 2, 1, 0, 3, 1], 3, 2, 2, colorType: 3, palette: [0, 0, 255, 0, 255, 255, 255, 0, 255, 0, 0, 0]));
        Annotation read = AnnotationFile.Read(path, s_shape);
        Assert.Equal([1, 0, 2, 0, 0, 2], read.Objects.Labels.ToArray());
        Assert.Equal([0, 1, 0, 0, 0, 0], read.Background!.Labels.ToArray());
    }

    [Fact]
    public void All_time_points_are_read_or_the_file_is_refused()
    {
        string path = _folder.PathOf("labels.tif");
        var file = new TiffBytes();
        for (int i = 0; i < 3; i++)
            file.AddPage(3, 2, 8, [(byte)i, 0, 5, 0, 0, 0], p => _ = i == 0 ? p.Text("ImageJ=1.54f\nimages=3\nframes=3\n") : p);
        File.WriteAllBytes(path, file.ToArray());
        Assert.Equal([0, 1, 2], ImageFile.ReadLabelFrames(path).Select(labels => labels.Labels[0]));
        Assert.Equal([0, 1, 2], AnnotationFile.ReadFrames(path, s_shape).Select(read => read.Objects.Labels[0]));
        Assert.Contains("holds 3 time points", Assert.Throws<ImageFileException>(() => ImageFile.ReadLabels(path)).Message);
        Assert.Contains("holds 3 time points", Assert.Throws<ImageFileException>(() => AnnotationFile.Read(path, s_shape)).Message);
    }

    [Fact]
    public void Of_time_points_of_a_mask_each_piece_is_an_object_and_of_labels_none_is_cut()
    {
        string path = _folder.PathOf("labels.tif");
        Write([255, 0, 255, 0, 0, 0], [255, 0, 0, 0, 0, 0]);
        Assert.Equal([1, 0, 2, 0, 0, 0], AnnotationFile.ReadFrames(path, s_shape)[0].Objects.Labels.ToArray());
        Write([4, 0, 4, 0, 0, 0], [4, 0, 5, 0, 0, 0]);
        Assert.Equal([4, 0, 4, 0, 0, 0], AnnotationFile.ReadFrames(path, s_shape)[0].Objects.Labels.ToArray());

        void Write(params byte[][] frames)
        {
            var file = new TiffBytes();
            foreach (byte[] frame in frames)
                file.AddPage(3, 2, 8, frame, p => _ = frame == frames[0] ? p.Text("ImageJ=1.54f\nimages=2\nframes=2\n") : p);
            File.WriteAllBytes(path, file.ToArray());
        }
    }

    [Fact]
    public void Pages_that_nothing_is_said_of_are_the_slices_of_their_volume()
    {
        string path = _folder.PathOf("labels.tif");
        File.WriteAllBytes(path, new TiffBytes().AddPage(3, 2, 8, [1, 0, 2, 0, 0, 0]).AddPage(3, 2, 8, [0, 1, 0, 0, 0, 2]).ToArray());
        Assert.Equal([1, 0, 2, 0, 0, 0, 0, 1, 0, 0, 0, 2], AnnotationFile.Read(path, new ImageShape(2, 2, 3)).Objects.Labels.ToArray());
        string message = Assert.Throws<ImageFileException>(() => ImageFile.ReadLabels(path)).Message;
        Assert.Contains("TiffReadOptions.Axes", message);
        Assert.Equal(2, ImageFile.ReadLabelFrames(path, new TiffReadOptions { Axes = "TYX" }).Count);
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
