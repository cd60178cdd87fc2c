using System.IO.Compression;
using Xunit;

namespace Cellulus.Imaging.Tests.Rois;

public sealed class RoiWritingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0.3, 1)]
    [InlineData(0.5, 2)]
    [InlineData(0.7, 5)]
    [InlineData(0.95, 3)]
    public void Labels_of_any_form_come_back(double filled, int count)
    {
        // Noise has all there is: holes, islands within them, pieces that touch at a corner, pixels at the edge.
        var random = new Random(7);
        for (int repeat = 0; repeat < 20; repeat++)
        {
            var shape = new ImageShape(random.Next(1, 24), random.Next(1, 24));
            var labels = new int[shape.PixelCount];
            for (int i = 0; i < labels.Length; i++)
                labels[i] = random.NextDouble() < filled ? random.Next(1, count + 1) : 0;
            labels[random.Next(labels.Length)] = 1;
            string path = _folder.PathOf("cells.zip");
            AnnotationFile.WriteRois(path, LabelImage.FromLabels(labels, shape));
            int[] numbers = [.. labels.Where(l => l > 0).Distinct().Order()];
            int[] expected = [.. labels.Select(l => l == 0 ? 0 : Array.IndexOf(numbers, l) + 1)];
            Assert.Equal(expected, AnnotationFile.Read(path, shape).Objects.Labels.ToArray());
        }
    }

    [Fact]
    public void A_disc_is_one_traced_outline_named_by_its_label()
    {
        var shape = new ImageShape(30, 40);
        var labels = new int[shape.PixelCount];
        for (int y = 0; y < shape.Height; y++)
            for (int x = 0; x < shape.Width; x++)
                labels[y * shape.Width + x] = (x - 20) * (x - 20) + (y - 12) * (y - 12) < 60 ? 17 : 0;
        string path = _folder.PathOf("new/cells.zip");
        AnnotationFile.WriteRois(path, LabelImage.FromLabels(labels, shape));
        using ZipArchive archive = ZipFile.OpenRead(path);
        ZipArchiveEntry entry = Assert.Single(archive.Entries);
        Assert.Equal("0017.roi", entry.FullName);
        using var bytes = new MemoryStream();
        using (Stream content = entry.Open())
            content.CopyTo(bytes);
        byte[] roi = bytes.ToArray();
        Assert.Equal(RoiBuilder.Traced, roi[6]);
        Assert.Equal((13, 5, 28, 20), (roi[11], roi[9], roi[15], roi[13]));
        Assert.Equal(64 + 4 * roi[17], roi.Length);
    }

    [Fact]
    public void The_same_labels_give_the_same_file()
    {
        LabelImage labels = LabelImage.FromLabels([1, 0, 2, 2], new ImageShape(2, 2));
        AnnotationFile.WriteRois(_folder.PathOf("a.zip"), labels);
        AnnotationFile.WriteRois(_folder.PathOf("b.zip"), labels);
        Assert.Equal(File.ReadAllBytes(_folder.PathOf("a.zip")), File.ReadAllBytes(_folder.PathOf("b.zip")));
    }

    [Fact]
    public void Of_no_object_there_is_an_empty_set()
    {
        string path = _folder.PathOf("cells.zip");
        AnnotationFile.WriteRois(path, LabelImage.Empty(new ImageShape(3, 4)));
        Assert.Equal(0, AnnotationFile.Read(path, new ImageShape(3, 4)).Objects.MaxLabel);
    }

    [Fact]
    public void What_ROIs_cannot_hold_is_refused()
    {
        string path = _folder.PathOf("cells.zip");
        Assert.Contains("in planes", Assert.Throws<ImageFileException>(() => AnnotationFile.WriteRois(path, LabelImage.Empty(new ImageShape(2, 3, 4)))).Message);
        Assert.Contains("32767", Assert.Throws<ImageFileException>(() => AnnotationFile.WriteRois(path, LabelImage.Empty(new ImageShape(1, 32768)))).Message);
        Assert.False(File.Exists(path));
    }
}
