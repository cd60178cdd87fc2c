using Cellulus.Tests;
using Xunit;

namespace Cellulus.Imaging.Tests;

public sealed class TiffLabelSinkTests
{
    [Theory]
    [InlineData(1, 50, 70, 900, false)]
    [InlineData(1, 50, 70, 70000, true)]
    [InlineData(4, 33, 32, 900, false)]
    public void What_is_written_tile_by_tile_is_read_back(int depth, int height, int width, int maxLabel, bool big)
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("sub/labels.tif");
        var shape = new ImageShape(depth, height, width);
        var random = new Random(2);
        int[] labels = [.. Enumerable.Range(0, (int)shape.PixelCount).Select(_ => random.Next(maxLabel + 1))];
        labels[5] = maxLabel;
        var sink = new TiffLabelSink(path, new TiffWriteOptions { TileSize = 16, ForceBigTiff = big });
        using (ILabelWriter writer = sink.Open(shape, maxLabel, new PixelSize(0.25, 0.25)))
        {
            Assert.Equal(new ImageShape(1, 16, 16), writer.TileShape);
            WriteAll(writer, labels, shape);
            Assert.False(File.Exists(path));
            writer.Complete();
        }
        Assert.Equal(labels, ImageFile.ReadLabels(path).Labels);
        StoredImage stored = ImageFile.ReadStored(path);
        Assert.Equal((shape, maxLabel > 65535 ? PixelType.UInt32 : PixelType.UInt16), (stored.Shape, stored.Type));
        Assert.Equal(0.25, stored.PixelSize!.Value.X, 1e-6);
        Assert.Single(Directory.EnumerateFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void What_is_not_completed_leaves_nothing_and_replaces_nothing()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("labels.tif");
        File.WriteAllText(path, "old");
        using (ILabelWriter writer = new TiffLabelSink(path).Open(new ImageShape(600, 600), 3, null))
            writer.Write(new PixelBox(0, 0, 0, 512, 512, 1), new int[512 * 512]);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.EnumerateFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named()
    {
        using var folder = new TemporaryFolder();
        string file = folder.PathOf("file");
        File.WriteAllText(file, "");
        string path = Path.Combine(file, "labels.tif");
        Assert.Equal(path, Assert.Throws<ImageFileException>(() => new TiffLabelSink(path).Open(new ImageShape(4, 4), 1, null)).Path);
        Assert.Throws<ArgumentException>(() => new TiffLabelSink(path, new TiffWriteOptions { TileSize = 100 }));
    }

    private static void WriteAll(ILabelWriter writer, int[] labels, ImageShape shape)
    {
        ImageShape t = writer.TileShape;
        for (int z = 0; z < shape.Depth; z++)
            for (int y = 0; y < shape.Height; y += t.Height)
                for (int x = 0; x < shape.Width; x += t.Width)
                {
                    var tile = new PixelBox(x, y, z, Math.Min(t.Width, shape.Width - x), Math.Min(t.Height, shape.Height - y), 1);
                    int[] part = [.. from row in Enumerable.Range(y, tile.Height) from column in Enumerable.Range(x, tile.Width) select labels[shape.IndexOf(z, row, column)]];
                    writer.Write(tile, part);
                }
    }
}
