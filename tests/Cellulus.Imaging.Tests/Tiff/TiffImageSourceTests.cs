using Cellulus.Tests;
using Xunit;

namespace Cellulus.Imaging.Tests;

public sealed class TiffImageSourceTests
{
    [Theory]
    [InlineData(1, 1, 60, 75, 16, false, 255)]
    [InlineData(1, 2, 60, 75, null, false, 60000)]
    [InlineData(5, 1, 33, 47, 32, true, 60000)]
    [InlineData(40, 2, 20, 22, 16, false, 3e6)]
    public void Regions_are_those_of_the_whole(int depth, int channels, int height, int width, int? tile, bool big, double greatest)
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("image.tif");
        var random = new Random(depth);
        var shape = new ImageShape(depth, height, width);
        float[] pixels = [.. Enumerable.Range(0, (int)shape.PixelCount * channels).Select(_ => MathF.Floor((float)(random.NextDouble() * greatest)))];
        var image = MicroscopyImage.FromPixels(pixels, shape, channels, new PixelSize(0.5, 0.5));
        ImageFile.WriteTiff(path, image, new TiffWriteOptions { TileSize = tile, ForceBigTiff = big });

        using var source = new TiffImageSource(path);
        Assert.Equal((shape, channels, 1), (source.Shape, source.Channels, source.Frames));
        Assert.Equal(0.5, source.PixelSize!.Value.X, 1e-6);
        foreach (PixelBox region in new PixelBox[] { new(0, 0, 0, width, height, depth), new(3, 5, depth / 2, 14, 13, depth - depth / 2), new(width - 1, height - 1, depth - 1, 1, 1, 1) })
        {
            var values = new float[channels * region.Width * region.Height * region.Depth];
            source.Read(region, values, default);
            int next = 0;
            for (int c = 0; c < channels; c++)
                for (int z = 0; z < region.Depth; z++)
                    for (int y = 0; y < region.Height; y++)
                        for (int x = 0; x < region.Width; x++)
                            Assert.Equal(image[c, region.Z + z, region.Y + y, region.X + x], values[next++]);
        }
    }

    [Fact]
    public void A_fingerprint_changes_with_the_file_and_the_frame()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("image.tif");
        var frames = new StoredImage(new byte[2 * 20 * 20], PixelType.UInt8, new ImageShape(20, 20), frames: 2);
        ImageFile.Write(path, stream => TiffEncoder.Encode(stream, frames));
        string Fingerprint(int frame)
        {
            using var source = new TiffImageSource(path, frame);
            return source.Fingerprint;
        }
        string first = Fingerprint(0);
        Assert.Equal(first, Fingerprint(0));
        Assert.NotEqual(first, Fingerprint(1));
        File.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 1));
        Assert.NotEqual(first, Fingerprint(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TiffImageSource(path, 2));
    }

    [Fact]
    public void Other_files_are_refused()
    {
        using var folder = new TemporaryFolder();
        string png = folder.PathOf("image.png");
        ImageFile.WritePng(png, MicroscopyImage.FromPixels(new byte[16], new ImageShape(4, 4)));
        Assert.False(TiffImageSource.CanOpen(png));
        Assert.Throws<ImageFileException>(() => new TiffImageSource(png));
        Assert.Throws<ImageFileException>(() => new TiffImageSource(folder.PathOf("absent.tif")));
    }

    [Fact]
    public void A_file_that_is_damaged_is_named()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("image.tif");
        var random = new Random(1);
        var pixels = new byte[600 * 600];
        random.NextBytes(pixels);
        ImageFile.WriteTiff(path, MicroscopyImage.FromPixels(pixels, new ImageShape(600, 600)), new TiffWriteOptions { TileSize = 64 });
        using var source = new TiffImageSource(path);
        byte[] bytes = File.ReadAllBytes(path);
        bytes.AsSpan(200_000, 20_000).Clear();
        using (var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            stream.Write(bytes);
        var error = Assert.Throws<ImageFileException>(() => source.Read(new PixelBox(0, 0, 0, 600, 600, 1), new float[600 * 600], default));
        Assert.Equal(path, error.Path);
    }
}
