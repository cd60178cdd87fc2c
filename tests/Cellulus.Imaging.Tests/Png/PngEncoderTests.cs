using Xunit;

namespace Cellulus.Imaging.Tests;

public class PngEncoderTests
{
    [Theory]
    [InlineData(PixelType.UInt8, 1)]
    [InlineData(PixelType.UInt8, 3)]
    [InlineData(PixelType.UInt16, 1)]
    [InlineData(PixelType.UInt16, 3)]
    public void What_is_written_is_read_again(PixelType type, int channels)
    {
        var image = Scene(type, channels, 61, 83, new PixelSize(0.325, 0.65));
        byte[] file = Encode(image);
        StoredImage back = PngDecoder.Decode(new MemoryStream(file), "x.png");
        Assert.Equal(image.Samples, back.Samples);
        Assert.Equal(image.Shape, back.Shape);
        Assert.Equal(0.325, back.PixelSize!.Value.X, 6);
        Assert.Equal(0.65, back.PixelSize!.Value.Y, 6);
    }

    [Fact]
    public void The_same_image_gives_the_same_bytes() =>
        Assert.Equal(Encode(Scene(PixelType.UInt8, 3, 50, 70)), Encode(Scene(PixelType.UInt8, 3, 50, 70)));

    [Fact]
    public void Filters_make_a_smooth_image_small()
    {
        var image = Scene(PixelType.UInt16, 1, 256, 256);
        Assert.InRange(Encode(image).Length, 1, 256 * 256 / 2);
    }

    [Fact]
    public void Data_longer_than_a_chunk_goes_into_several()
    {
        var random = new Random(3);
        byte[] noise = new byte[600 * 400];
        random.NextBytes(noise);
        byte[] file = Encode(new StoredImage(noise, PixelType.UInt8, new ImageShape(400, 600)));
        Assert.True(file.AsSpan().Count("IDAT"u8) > 1);
        Assert.Equal(noise, PngDecoder.Decode(new MemoryStream(file), "x.png").Samples);
    }

    public static TheoryData<StoredImage> Impossible() =>
    [
        new StoredImage(new byte[8], PixelType.UInt8, new ImageShape(2, 2, 2)),
        new StoredImage(new byte[8], PixelType.UInt8, new ImageShape(2, 2), channels: 2),
        new StoredImage(new byte[8], PixelType.UInt8, new ImageShape(2, 2), frames: 2),
        new StoredImage(new float[4], PixelType.Float32, new ImageShape(2, 2)),
    ];

    [Theory]
    [MemberData(nameof(Impossible), DisableDiscoveryEnumeration = true)]
    public void What_PNG_cannot_hold_is_refused(StoredImage image) =>
        Assert.Contains("TIFF", Assert.Throws<InvalidImageException>(() => Encode(image)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_checksum_is_the_known_one()
    {
        // The check value of CRC-32, and every length around the step of eight.
        Assert.Equal(0xCBF43926u, Crc32.Finish(Crc32.Append(Crc32.Start, "123456789"u8)));
        byte[] bytes = [.. Enumerable.Range(0, 40).Select(i => (byte)(i * 91))];
        for (int length = 0; length <= bytes.Length; length++)
        {
            uint single = Crc32.Start;
            for (int i = 0; i < length; i++)
                single = Crc32.Append(single, bytes.AsSpan(i, 1));
            Assert.Equal(single, Crc32.Append(Crc32.Start, bytes.AsSpan(0, length)));
        }
    }

    private static byte[] Encode(StoredImage image)
    {
        var stream = new MemoryStream();
        PngEncoder.Encode(stream, image);
        return stream.ToArray();
    }

    private static StoredImage Scene(PixelType type, int channels, int height, int width, PixelSize? size = null)
    {
        double scale = type == PixelType.UInt8 ? 255 : 65535;
        double[] values = [.. Enumerable.Range(0, channels * height * width)
            .Select(i => scale * (0.5 + 0.5 * Math.Sin(i % width * 0.05 + i / width % height * 0.03 + i / (width * height))))];
        return type == PixelType.UInt8
            ? new StoredImage(values.Select(v => (byte)v).ToArray(), type, new ImageShape(height, width), channels, pixelSize: size)
            : new StoredImage(values.Select(v => (ushort)v).ToArray(), type, new ImageShape(height, width), channels, pixelSize: size);
    }
}
