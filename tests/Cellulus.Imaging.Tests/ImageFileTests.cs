using Xunit;

namespace Cellulus.Imaging.Tests;

public sealed class ImageFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_image_is_written_to_a_new_folder_and_read_again()
    {
        string path = _folder.PathOf("new/folder/image.png");
        MicroscopyImage image = MicroscopyImage.FromPixels([1f, 2, 3, 4, 5, 1000], new ImageShape(2, 3), pixelSize: new PixelSize(0.5, 0.5));
        ImageFile.WritePng(path, image);
        Assert.Equal(image.Pixels.ToArray(), ImageFile.Read(path).Pixels.ToArray());
        Assert.Equal(image.PixelSize, (await ImageFile.ReadAsync(path)).PixelSize);
        Assert.Equal(PixelType.UInt16, ImageFile.ReadStored(path).Type);
    }

    [Fact]
    public void Labels_go_through_a_PNG_unharmed()
    {
        string path = _folder.PathOf("labels.PNG");
        LabelImage labels = LabelImage.FromLabels([0, 1, 65535, 7], new ImageShape(2, 2));
        ImageFile.WriteLabels(path, labels);
        Assert.Equal(labels.Labels.ToArray(), ImageFile.ReadLabels(path).Labels.ToArray());
    }

    [Fact]
    public void Content_counts_not_the_name()
    {
        string path = _folder.PathOf("image.tif");
        ImageFile.WritePng(path, MicroscopyImage.FromPixels([1f, 2], new ImageShape(1, 2)));
        Assert.Equal([1, 2], ImageFile.Read(path).Pixels.ToArray());
    }

    [Fact]
    public void What_cannot_be_read_is_one_exception_that_names_the_file()
    {
        AssertFails(_folder.PathOf("missing.png"), "there is no such file");
        AssertFails(_folder.FullName, "is a folder");
        AssertFails(WriteText("text.png", "hello, world"), "neither PNG nor TIFF");
        AssertFails(WriteText("short.png", "h"), "neither PNG nor TIFF (it begins with the bytes 68)");
        AssertFails(WriteText("empty.png", ""), "empty");
        AssertFails(WriteText("a\nb.png", "x"), "neither");
        Assert.Throws<ArgumentException>(() => ImageFile.Read(""));
        Assert.Throws<ArgumentNullException>(() => ImageFile.Read(null!));

        static void AssertFails(string path, string reason)
        {
            var e = Assert.Throws<ImageFileException>(() => ImageFile.Read(path));
            Assert.Equal(path, e.Path);
            Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
            Assert.Contains(reason, e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Pixels_that_are_no_labels_name_the_file()
    {
        string path = _folder.PathOf("colour.png");
        ImageFile.WritePng(path, MicroscopyImage.FromPixels([.. Enumerable.Range(0, 12).Select(i => (byte)i)], new ImageShape(2, 2), channels: 3));
        Assert.Equal(path, Assert.Throws<ImageFileException>(() => ImageFile.ReadLabels(path)).Path);
    }

    [Fact]
    public void What_cannot_be_written_is_an_exception_that_names_the_file_and_leaves_none()
    {
        AssertFails(_folder.PathOf("float.png"), p => ImageFile.WritePng(p, MicroscopyImage.FromPixels([0.5f], new ImageShape(1, 1))));
        AssertFails(_folder.PathOf("volume.png"), p => ImageFile.WritePng(p, MicroscopyImage.FromPixels([1f, 1], new ImageShape(2, 1, 1))));
        AssertFails(_folder.PathOf("large.png"), p => ImageFile.WriteLabels(p, LabelImage.FromLabels([70_000], new ImageShape(1, 1))));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.FullName));

        string file = WriteText("file", "");
        AssertFails(Path.Combine(file, "below.png"), p => ImageFile.WriteLabels(p, LabelImage.Empty(new ImageShape(1, 1))));
        AssertFails(_folder.FullName, p => ImageFile.WritePng(p, MicroscopyImage.FromPixels([1f], new ImageShape(1, 1))));

        static void AssertFails(string path, Action<string> write) =>
            Assert.Equal(path, Assert.Throws<ImageFileException>(() => write(path)).Path);
    }

    private string WriteText(string name, string text)
    {
        File.WriteAllText(_folder.PathOf(name), text);
        return _folder.PathOf(name);
    }
}
