using Cellulus.Imaging;
using Xunit;
using static Cellulus.Imaging.Tests.TiffTestImages;

namespace Cellulus.Imaging.Tests;

public sealed class TiffPageReaderTests
{
    [Theory]
    [InlineData(TiffCompression.None, null)]
    [InlineData(TiffCompression.None, 32)]
    [InlineData(TiffCompression.Deflate, null)]
    [InlineData(TiffCompression.Lzw, 64)]
    public void Any_region_equals_that_part_of_the_whole(TiffCompression compression, int? tile)
    {
        StoredImage image = Make(PixelType.UInt16, new ImageShape(910, 777));
        ushort[] whole = Samples<ushort>(image);
        byte[] file = Encode(image, new TiffWriteOptions { Compression = compression, TileSize = tile, Predictor = true });
        foreach (long cache in new long[] { 0, 10_000, 1 << 20 })
        {
            TiffPageReader reader = TiffStack.Open(new MemoryStream(file), "test.tif", new TiffReadOptions()).OpenPage(0, cache);
            Assert.Equal(image.Shape, reader.Shape);
            var random = new Random(5);
            for (int round = 0; round < 30; round++)
            {
                int x = random.Next(777), y = random.Next(910);
                int width = 1 + random.Next(777 - x), height = 1 + random.Next(Math.Min(120, 910 - y));
                var region = new ushort[width * height];
                reader.ReadRegion<ushort>(x, y, width, height, region, region.Length);
                for (int row = 0; row < height; row++)
                    Assert.True(region.AsSpan(row * width, width).SequenceEqual(whole.AsSpan((y + row) * 777 + x, width)), $"{x} {y} {width} {height} {row}");
            }
        }
    }

    [Fact]
    public void A_region_outside_of_the_page_is_refused()
    {
        byte[] file = Encode(Make(PixelType.UInt8, new ImageShape(10, 10)));
        TiffPageReader reader = TiffStack.Open(new MemoryStream(file), "test.tif", new TiffReadOptions()).OpenPage(0);
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.ReadRegion<byte>(5, 0, 6, 1, new byte[6], 6));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.ReadRegion<byte>(-1, 0, 6, 1, new byte[6], 6));
    }

    [Fact]
    public void A_small_region_of_a_large_uncompressed_page_takes_little_memory()
    {
        byte[] file = Encode(Make(PixelType.UInt8, new ImageShape(3000, 4000)), new TiffWriteOptions { Compression = TiffCompression.None });
        TiffPageReader reader = TiffStack.Open(new MemoryStream(file), "test.tif", new TiffReadOptions()).OpenPage(0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        reader.ReadRegion<byte>(100, 1500, 64, 64, new byte[4096], 4096);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 2_500_000);
    }
}
