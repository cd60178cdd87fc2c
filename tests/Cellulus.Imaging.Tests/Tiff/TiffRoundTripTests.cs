using Cellulus.Imaging;
using Xunit;
using static Cellulus.Imaging.Tests.TiffTestImages;

namespace Cellulus.Imaging.Tests;

public sealed class TiffRoundTripTests
{
    public static TheoryData<PixelType, TiffCompression, bool, int?, bool> Options
    {
        get
        {
            var data = new TheoryData<PixelType, TiffCompression, bool, int?, bool>();
            foreach (PixelType type in Enum.GetValues<PixelType>())
                foreach (TiffCompression compression in Enum.GetValues<TiffCompression>())
                    foreach (int? tile in new int?[] { null, 32 })
                        foreach (bool flag in new[] { false, true })
                            data.Add(type, compression, flag, tile, flag ^ (tile is null));
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void What_is_written_is_read(PixelType type, TiffCompression compression, bool predictor, int? tile, bool big)
    {
        StoredImage image = Make(type, new ImageShape(3, 41, 53), channels: 2, frames: 2, new PixelSize(0.1625, 0.325, 1.5));
        byte[] file = Encode(image, new TiffWriteOptions { Compression = compression, Predictor = predictor, TileSize = tile, ForceBigTiff = big });
        Assert.Equal(big ? 43 : 42, file[2]);
        StoredImage read = Decode(file);
        AssertSame(image, read);
        Assert.Equal(image.PixelSize, read.PixelSize);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(4, 1, 1)]
    [InlineData(1, 3, 1)]
    [InlineData(1, 1, 3)]
    [InlineData(2, 1, 3)]
    [InlineData(7, 2, 1)]
    [InlineData(1, 5, 2)]
    [InlineData(2, 6, 1)]
    public void Axes_come_back(int channels, int slices, int frames)
    {
        StoredImage image = Make(PixelType.UInt16, new ImageShape(slices, 5, 4), channels, frames);
        StoredImage read = Decode(Encode(image));
        AssertSame(image, read);
        Assert.Null(read.PixelSize);
    }

    [Theory]
    [InlineData(TiffCompression.None)]
    [InlineData(TiffCompression.Lzw)]
    [InlineData(TiffCompression.Deflate)]
    public void Large_pages_of_many_strips_come_back(TiffCompression compression)
    {
        StoredImage image = Make(PixelType.UInt16, new ImageShape(1100, 900));
        AssertSame(image, Decode(Encode(image, new TiffWriteOptions { Compression = compression })));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(255)]
    public void Lzw_survives_any_length_at_which_codes_widen(int seed)
    {
        // Every prefix of noise and of a run: the end code follows at each possible width and table size.
        var random = new Random(seed);
        var input = new byte[6000];
        if (seed > 0)
            random.NextBytes(input);
        var encoder = new LzwEncoder();
        for (int length = 0; length < input.Length; length += length < 600 ? 1 : 7)
        {
            var output = new byte[length];
            Assert.Equal(length, LzwDecoder.Decode(encoder.Encode(input.AsSpan(0, length)), output));
            Assert.True(output.AsSpan().SequenceEqual(input.AsSpan(0, length)));
        }
    }

    [Fact]
    public void A_pixel_size_without_z_stays_without()
    {
        StoredImage image = Make(PixelType.UInt8, new ImageShape(5, 6), pixelSize: new PixelSize(0.65, 0.65));
        Assert.Equal(new PixelSize(0.65, 0.65), Decode(Encode(image)).PixelSize);
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new StoredImage(new byte[5], PixelType.UInt8, new ImageShape(2, 3)));
        StoredImage image = Make(PixelType.UInt8, new ImageShape(2, 3));
        Assert.Throws<ArgumentException>(() => Encode(image, new TiffWriteOptions { TileSize = 20 }));
    }
}
